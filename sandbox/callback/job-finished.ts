import type { UrlJobRecord } from '../types.ts';
import type { World } from '../world.ts';
import { callApp } from './call.ts';

/**
 * Tells the application that asked for a file by its address that the job is over, well or not; one that has no callback
 * address is told nothing. Source: https://developer.work.weixin.qq.com/document/path/96219
 */
export function tellJobFinished(world: World, { jobid, corpid, agentid }: UrlJobRecord, baseUrl: string): void {
  const app = world.apps.all.find((one) => one.corpid === corpid && one.agentid === agentid);
  if (!app || !world.callbacks.find(app.name)) return;
  void callApp(world, app, { MsgType: 'event', Event: 'upload_media_job_finish', JobId: jobid }, {}, baseUrl);
}
