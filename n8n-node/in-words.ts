import { isWeComError } from '../core/errors.ts';

/**
 * Runs what a credential has to do. Of an error that has a `code`, n8n's credential test shows the code and not the message;
 * so the errors that come out of here have none, and carry the one that has it as their cause.
 */
export async function inWords<T>(task: () => T | Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    throw isWeComError(error) ? new Error(error.message, { cause: error }) : error;
  }
}
