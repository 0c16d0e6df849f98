import { createHttp } from '../../action/transport.ts';
import { describeHttpContract } from './http.ts';

describeHttpContract("the Action's", () => {
  const http = createHttp({});
  return { http, close: http.close };
});
