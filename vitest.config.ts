import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

const conditions = ['source'];

export default defineConfig({
  plugins: [swc.vite({ module: { type: 'es6' } })],
  resolve: { conditions },
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'default'] } },
  test: {
    include: ['{apps,libs,tools,test}/**/*.unit.spec.ts'],
  },
});
