import type { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { confidentialWarning } from '../../../core/confidential.ts';
import type { Problem } from '../../../core/errors.ts';
import type { Message } from '../../../core/robot.ts';
import type { BinaryFile } from '../../binary.ts';

/** What speaks against sending these files as confidential; a file that was uploaded before cannot be told by its media_id. */
export function confidentialFiles(message: Message, files: readonly BinaryFile[]): Problem[] {
  if (message.msgtype !== 'file' || message.safe !== 1) return [];
  return files.flatMap(({ filename }) => confidentialWarning(filename) ?? []);
}

/** The error with what was noticed before WeCom refused: most likely it is the reason. */
export function withWarnings<E extends NodeApiError | NodeOperationError>(error: E, warnings: readonly string[]): E {
  if (warnings.length > 0) error.description = `${error.description ?? ''} This had been noticed before: ${warnings.join(' ')}`.trim();
  return error;
}
