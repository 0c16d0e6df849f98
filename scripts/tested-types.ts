import type { Channel } from '../core/spec/types.ts';

/** The test that sends a type, by its file and by its title as it stands in that file. */
export interface TestedBy {
  file: string;
  title: string;
}

/** The Action's tests take every type from the tables, one test for each. */
export const ACTION_TESTS: Record<Channel, TestedBy> = {
  robot: { file: 'test/action/message-types.test.ts', title: 'a message of a group robot > arrives as it was written: ' },
  app: { file: 'test/action/message-types.test.ts', title: 'a message of an application > arrives as it was written: ' },
  appchat: { file: 'test/action/message-types.test.ts', title: 'a message to a group chat of an application > arrives as it was written: ' },
};

const [ROBOT, APP] = ['test/n8n/robot.test.ts', 'test/n8n/app.test.ts'];
const ROBOT_TEXT = { file: ROBOT, title: 'of type $messageType reaches the group as it was written' };
const ROBOT_FILE = { file: ROBOT, title: 'goes as a $messageType, uploaded and sent' };
const APP_TYPE = { file: APP, title: 'can be of type $messageType' };
const APP_FILE = { file: APP, title: 'goes as a $messageType in one step' };

/** The tests in a real n8n, by the type: its msgtype, and of a card its card_type behind that. */
export const N8N_TESTS: Record<Channel, Record<string, TestedBy>> = {
  robot: {
    text: ROBOT_TEXT,
    markdown: ROBOT_TEXT,
    markdown_v2: ROBOT_TEXT,
    image: { file: ROBOT, title: 'goes as an image inside the message, and uploads nothing' },
    voice: ROBOT_FILE,
    file: ROBOT_FILE,
    news: { file: ROBOT, title: 'of articles has all of them' },
    'template_card text_notice': { file: ROBOT, title: 'can be a card, filled in field by field' },
  },
  app: {
    text: { file: APP, title: 'goes to users, departments and tags, under the agent id of its credential' },
    markdown: APP_TYPE,
    textcard: APP_TYPE,
    news: APP_TYPE,
    'template_card news_notice': APP_TYPE,
    image: APP_FILE,
    voice: APP_FILE,
    video: APP_FILE,
    file: APP_FILE,
  },
  appchat: {},
};
