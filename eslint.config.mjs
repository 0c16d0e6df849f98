import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** Everything n8n's scanner will read in the published package, so its rules hold here from the first line. */
const PUBLISHED_TO_N8N = ['core/**/*.ts', 'n8n-node/**/*.ts'];

/** n8n's own lint and scanner leave these out of the plugin's sets: they contradict its first plugin or are for its own repository. */
const NOT_IN_N8NS_SET = [
  'cred-class-field-documentation-url-miscased',
  'cred-class-field-type-options-password-missing',
  'node-class-description-inputs-wrong-regular-node',
  'node-class-description-outputs-wrong',
  'node-param-type-options-max-value-present',
];

/** n8n's second plugin speaks in the old configuration format: its rules are taken over one set per folder. */
const n8nRulesFor = (set, folder) => ({
  files: [`n8n-node/${folder}/**/*.ts`],
  plugins: { 'n8n-nodes-base': n8nNodesBase },
  rules: { ...n8nNodesBase.configs[set].rules, ...Object.fromEntries(NOT_IN_N8NS_SET.map((rule) => [`n8n-nodes-base/${rule}`, 'off'])) },
});

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', 'coverage', '.n8n-test', '.demo', 'sandbox/inbox/client'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // An `async` function that satisfies a port may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': ['error'],
      'prefer-const': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals: the sources run without being compiled.' },
      ],
    },
  },
  { files: ['scripts/**/*.ts', 'bench/**/*.ts', 'sandbox/main.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: PUBLISHED_TO_N8N, extends: [n8nCommunityNodesPlugin.configs.recommended] },
  n8nRulesFor('nodes', 'nodes'),
  n8nRulesFor('credentials', 'credentials'),
);
