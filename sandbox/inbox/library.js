// Brings what an Official Account keeps up to date. client.js, which comes next, calls it and has what it uses.

// What is there already stays as it is: a reader may have opened it.
const showLibrary = (markup) => {
  const fresh = elementOf(markup);
  const old = document.getElementById('library');
  const known = new Map([...old.querySelectorAll('[data-id]')].map((one) => [one.dataset.id, one]));
  fresh.querySelectorAll('[data-id]').forEach((one) => {
    const kept = known.get(one.dataset.id);
    if (kept?.dataset.version === one.dataset.version) one.replaceWith(kept);
    else one.classList.add('arriving');
  });
  old.replaceWith(fresh);
  enableCopying(fresh);
};

const onLibrary = ({ data }) => {
  const { group, conversation, announcement, library } = JSON.parse(data);
  if (library) showLibrary(library);
  if (!conversation) return;
  showConversation(group, conversation);
  document.getElementById('announcer').textContent = announcement;
};
