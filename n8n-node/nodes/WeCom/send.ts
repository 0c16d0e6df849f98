import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidInputError } from '../../../core/errors.ts';
import type { Problem } from '../../../core/errors.ts';
import { fitMessage } from '../../../core/fit.ts';
import type { TooLong } from '../../../core/fit.ts';
import { checkMentions, inlineMention, mention, mentionText, placeMentions } from '../../../core/mention.ts';
import type { Mentions } from '../../../core/mention.ts';
import { pictureMessage } from '../../../core/picture.ts';
import type { Message } from '../../../core/robot.ts';
import { validateMessage } from '../../../core/validate.ts';
import type { BinaryFile } from '../../binary.ts';
import { failure } from './failure.ts';
import type { Sender } from './sender.ts';
