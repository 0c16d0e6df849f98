/** The userid that stands for everyone who can see the application. */
export const EVERYONE = '@all';
