// How the browser program is built: one page, no inline script, vendors apart so that they stay cached between versions.
import react from '@vitejs/plugin-react'
import mantine from 'postcss-preset-mantine'
import { defineConfig } from 'vite'

const server = process.env.KLIENTELA_SERVER ?? 'http://127.0.0.1:4000'

export default defineConfig({
  root: 'web',
  plugins: [react()],
  // Shapes are only types in the browser; the server checks every value.
  resolve: { alias: { typebox: '#web/kit/shapes.ts' } },
  css: { postcss: { plugins: [mantine()] } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the content security policy allows only files of our own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // The bundler names shared chunks by everyone who shares them; the hash is enough.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        assetFileNames: ({ names }) =>
          `assets/${(names[0] ?? 'file').split('~')[0]?.replace(/\.[^.]*$/, '')}-[hash][extname]`,
        codeSplitting: {
          // What the first screen needs comes in a handful of files; what several lazy screens share, comes once.
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 5 },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, tags: ['$initial'], priority: 4 },
            { name: 'interface', test: /node_modules[\\/]/, tags: ['$initial'], priority: 3 },
            { name: 'kit', test: /[\\/](api|domain|messages|web[\\/]kit)[\\/]/, tags: ['$initial'], priority: 2 },
            // One file for each set of screens that share it. Merging small ones by size would make files import each other
            // in a circle (a component then reads another one before it exists) and fetch forms for a list.
            { name: 'shared', minShareCount: 2, entriesAware: true, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    strictPort: true,
    // The server compares the origin of a write with the host it was asked for, so the host passes through.
    proxy: { '/api': { target: server }, '/health': { target: server }, '/manual': { target: server } },
  },
})
