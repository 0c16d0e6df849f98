import type { Words } from '../words.ts';

const same = (word: string): { card: string; markdown: string } => ({ card: word, markdown: word });

export const ZH_CN: Words = {
  facts: {
    repository: same('仓库'),
    branch: same('分支'),
    tag: same('标签'),
    author: same('提交人'),
    starter: same('发起人'),
    publisher: same('发布人'),
    commit: same('提交'),
    duration: same('耗时'),
    environment: same('环境'),
    from: same('源分支'),
    into: same('目标分支'),
    reviewers: same('评审人'),
    workflow: same('流水线'),
  },
  links: { run: '查看运行', commit: '查看提交', compare: '查看改动', pullRequest: '查看 PR', release: '查看版本', site: '打开站点', log: '查看日志' },
  built: { success: '构建成功', failure: '构建失败', cancelled: '构建已取消', skipped: '构建已跳过' },
  began: {
    push: '有新提交',
    tag: '有新标签',
    'pull-request': '有合并请求',
    release: '有新版本',
    'workflow-run': '已运行',
    schedule: '定时任务',
    manual: '手动运行',
    deployment: '有新部署',
    other: '已运行',
  },
  released: (tag) => `${tag} 发布`,
  preRelease: '（预发布）',
  pullRequest: (number, event, draft) => {
    const what = { opened: '待评审', reopened: '重新打开', ready: '待评审', updated: '有更新', merged: '已合并', closed: '已关闭', other: '有变动' }[event];
    return `#${number} ${draft && event !== 'merged' && event !== 'closed' ? '草稿' : what}`;
  },
  checked: (number, result) => `#${number} ${{ success: '检查通过', failure: '检查未通过', cancelled: '检查已取消', skipped: '检查已跳过' }[result]}`,
  deployed: (state) => {
    switch (state) {
      case 'success':
        return '部署成功';
      case 'failure':
      case 'error':
        return '部署失败';
      case 'inactive':
        return '已下线';
      default:
        return '部署中';
    }
  },
  started: { schedule: '定时触发', manual: '手动触发' },
  commits: (amount) => `${amount} 个提交`,
  notes: '更新内容',
  jobs: (passed, all) => (passed === all ? `${all} 个任务全部成功` : `${all} 个任务，${passed} 个成功`),
  job: { success: '成功', failure: '失败', cancelled: '已取消', skipped: '已跳过' },
  more: (amount) => `……另有 ${amount} 项`,
  by: (names) => names.join('、'),
  duration: (hours, minutes, seconds) => {
    if (hours > 0) return `${hours} 小时 ${minutes} 分`;
    return minutes > 0 ? `${minutes} 分 ${seconds} 秒` : `${seconds} 秒`;
  },
  colon: '：',
};
