import type { InboxMedia, InboxRecipients } from '../../sandbox/inbox/source.ts';

interface Sample {
  msgtype: string;
  fields: Record<string, unknown>;
  media?: InboxMedia[];
  /** Of an application's message. */
  to?: InboxRecipients;
}

/** 96 × 64 pixels in one blue. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAGAAAABAAQMAAADf+uBNAAAAA1BMVEVKeOyULWhhAAAAEElEQVR42mNgGAWjYBSQCwADQAAB8oOzpwAAAABJRU5ErkJggg==';

const upload = (media_id: string, filename: string, size: number, type = 'file'): InboxMedia => ({
  media_id,
  filename,
  size,
  type,
});

const REPORT = upload('media-report', '测试报告 nightly 🚀.pdf', 1_843_200);

const TO_ONE: InboxRecipients = { all: false, users: ['ZhangSan'], parties: [], tags: [], shown: ['ZhangSan'], dropped: [] };

/** One message of every type a robot can send, and of the larger types one for each of their shapes. */
export const SAMPLES: Sample[] = [
  {
    msgtype: 'text',
    fields: {
      content: 'Release 1.4.0 is out 🎉\nNotes: https://example.com/releases/1.4.0. <@lisi> 请看一下，谢谢！',
      mentioned_list: ['wangqing', '@all'],
      mentioned_mobile_list: ['13800001111'],
    },
  },
  {
    msgtype: 'markdown',
    fields: {
      content:
        '## Build <font color="info">passed</font>\n实时新增用户反馈<font color="warning">132例</font>，请相关同事注意。\n> Branch: <font color="comment">main</font>\n> Commit: `4f2c9e1`\n> By: <@zhangsan>\n\n**Details**: [open the run](https://example.com/runs/81)\n- this stays a line\n| and | this |',
    },
  },
  {
    msgtype: 'markdown_v2',
    fields: {
      content:
        '# Nightly report\n*All* suites ran, **two** are slower.\n\n1. core\n   - 412 passed\n   - 0 failed\n2. sandbox\n\n> Slower than last week\n>> by more than 10 %\n\n| Suite | Result | Time |\n| :--- | :---: | ---: |\n| core | ✅ | 12.4 s |\n| 沙箱 | ✅ | 8.1 s |\n\n---\n`npm test` printed:\n```\n0 failed, 931 passed\n```\n![coverage](https://pictures.example.com/coverage.png)\n<@zhangsan> <font color="info">stay literal</font>',
    },
  },
  { msgtype: 'image', fields: { base64: PNG, md5: '-' } },
  {
    msgtype: 'news',
    fields: {
      articles: [
        {
          title: 'Design review on Friday',
          description: 'The agenda and what to read before.',
          url: 'https://example.com/review',
          picurl: 'https://pictures.example.com/review.jpg',
        },
      ],
    },
  },
  {
    msgtype: 'news',
    fields: {
      articles: ['The week in builds', '新的发布流程', 'Who is on call'].map((title, index) => ({
        title,
        url: `https://example.com/${index}`,
        picurl: `https://pictures.example.com/${index}.jpg`,
      })),
    },
  },
  { msgtype: 'file', fields: { media_id: REPORT.media_id }, media: [REPORT] },
  {
    msgtype: 'file',
    fields: { media_id: 'media-zip' },
    media: [upload('media-zip', 'n8n-nodes-wecom-media-0.1.0-with-a-rather-long-name-that-wraps.tar.gz', 734)],
  },
  {
    msgtype: 'voice',
    fields: { media_id: 'media-voice' },
    media: [upload('media-voice', 'standup.amr', 12_806, 'voice')],
  },
  {
    msgtype: 'template_card',
    fields: {
      card_type: 'text_notice',
      source: { icon_url: 'https://pictures.example.com/icon.png', desc: 'GitHub Actions', desc_color: 3 },
      main_title: { title: 'Release 1.4.0 published', desc: 'by zhangsan, 4 minutes ago' },
      emphasis_content: { title: '931', desc: 'tests passed' },
      quote_area: { type: 1, url: 'https://example.com/c', title: 'Last commit', quote_text: 'fix: 文件名 keeps its emoji' },
      sub_title_text: 'Everything that changed since 1.3.2 is in the notes.',
      horizontal_content_list: [
        { keyname: 'Branch', value: 'main' },
        { type: 1, keyname: 'Run', value: '#81', url: 'https://example.com/runs/81' },
        { type: 2, keyname: '报告', value: '测试报告.pdf', media_id: REPORT.media_id },
        { type: 3, keyname: 'Owner', userid: 'zhangsan' },
      ],
      jump_list: [
        { type: 1, title: 'Release notes', url: 'https://example.com/notes' },
        { type: 2, title: 'Approvals', appid: 'wx0123456789', pagepath: 'pages/index' },
        { type: 0, title: 'Nothing behind this one' },
      ],
      card_action: { type: 1, url: 'https://example.com/releases/1.4.0' },
    },
    media: [REPORT],
  },
  {
    msgtype: 'template_card',
    fields: {
      card_type: 'news_notice',
      source: { desc: 'Sandbox', desc_color: 0 },
      main_title: { title: 'Deployed to staging', desc: 'europe-west' },
      card_image: { url: 'https://pictures.example.com/staging.png', aspect_ratio: 2.25 },
      image_text_area: {
        type: 1,
        url: 'https://example.com/dashboard',
        title: 'Dashboard',
        desc: 'Latency is where it was',
        image_url: 'https://pictures.example.com/chart.png',
      },
      quote_area: { type: 0, quote_text: 'No migrations in this one.' },
      vertical_content_list: [
        { title: 'What is new', desc: 'Uploads are four times faster.' },
        { title: 'What to watch', desc: 'Memory of the worker.' },
      ],
      horizontal_content_list: [{ keyname: 'Version', value: '1.4.0-rc.2' }],
      jump_list: [{ type: 1, title: 'Logs', url: 'https://example.com/logs' }],
      card_action: { type: 2, appid: 'wx0123456789', pagepath: 'pages/deploy' },
    },
  },
  { msgtype: 'tomorrow', fields: { anything: true } },
];

/** Of everything an application can send, what looks otherwise than from a robot. */
export const APP_SAMPLES: Sample[] = [
  {
    msgtype: 'text',
    fields: { content: 'Release 1.4.0 is out. <a href="https://example.com/releases/1.4.0">Read the notes</a> or https://example.com/.' },
    to: { all: true, users: [], parties: [], tags: [], shown: ['ZhangSan', 'LiSi'], dropped: [] },
  },
  {
    msgtype: 'image',
    fields: { media_id: 'media-picture' },
    media: [upload('media-picture', 'chart.png', 96, 'image')],
    to: { all: false, users: ['ZhangSan'], parties: ['2'], tags: ['1'], shown: ['ZhangSan', 'LiSi'], dropped: ['LiSi', 'WangWu'] },
  },
  {
    msgtype: 'video',
    fields: { media_id: 'media-video', title: 'The release in one minute', description: 'What is new, and what to watch.' },
    media: [upload('media-video', '发布.mp4', 4_800_000, 'video')],
  },
  { msgtype: 'video', fields: { media_id: 'media-video' }, media: [upload('media-video', '发布.mp4', 4_800_000, 'video')] },
  {
    msgtype: 'textcard',
    fields: {
      title: '领奖通知',
      description:
        '<div class="gray">14 March 2026</div> <div class="normal">Build 42 passed</div><div class="highlight">Please deploy today</div>one<br>two<br/><b>plain</b>',
      url: 'https://example.com/card',
      btntxt: 'More',
    },
  },
  {
    msgtype: 'template_card',
    fields: {
      card_type: 'text_notice',
      main_title: { title: 'Deploy to production?', desc: '' },
      task_id: 'deploy-42',
      action_menu: { desc: 'Notifications', action_list: [{ text: 'Mute', key: 'mute' }, { text: 'Less', key: 'less' }] },
      card_action: { type: 1, url: 'https://example.com/deploy' },
    },
  },
].map((sample) => ({ to: TO_ONE, ...sample }));
