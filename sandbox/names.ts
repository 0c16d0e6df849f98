export type NamedKind = 'robot' | 'application' | 'bot';

const WITH_ARTICLE: Readonly<Record<NamedKind, string>> = { robot: 'a robot', application: 'an application', bot: 'a bot' };

const USUAL_NAMES: Readonly<Record<NamedKind, string>> = { robot: 'Robot', application: 'Application', bot: 'Bot' };

/** The names in one sandbox. Each stands for a secret wherever the state is shown, so robots, applications and bots share none. */
export class Names {
  #kinds = new Map<string, NamedKind>();

  /** Takes a name; without one, a free one such as "Robot 2". @throws Error when it is taken, blank or longer than 64 characters. */
  take(kind: NamedKind, name = this.#free(kind)): string {
    if (name.trim() === '' || name.length > 64) throw new Error('A name has 1 to 64 characters, not all of them blank.');
    const taken = this.#kinds.get(name);
    if (taken) throw new Error(`There already is ${WITH_ARTICLE[taken]} named "${name}".`);
    this.#kinds.set(name, kind);
    return name;
  }

  #free(kind: NamedKind): string {
    const word = USUAL_NAMES[kind];
    let number = [...this.#kinds.values()].filter((one) => one === kind).length + 1;
    while (this.#kinds.has(`${word} ${number}`)) number += 1;
    return `${word} ${number}`;
  }
}
