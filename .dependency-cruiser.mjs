import { importRules } from './tools/checks/import-rules.mjs';

export default {
  forbidden: importRules,
  options: {
    doNotFollow: { path: ['(^|/)node_modules/', '^dist/'] },
    // Imports of types count, by the names that the sources have.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
