// How the browser program is built: one page, no inline script, vendors apart so that they stay cached between versions.
import { createHash } from 'node:crypto'
import react from '@vitejs/plugin-react'
import mantine from 'postcss-preset-mantine'
import { defineConfig, type Plugin } from 'vite'

const server = process.env.KLIENTELA_SERVER ?? 'http://127.0.0.1:4000'

/** What makes up the program, for keeping it on a device: the service worker fetches all of it once per version. */
function listOfFiles(): Plugin {
  return {
    name: 'list-of-files',
    enforce: 'post',
    generateBundle: {
      // After chunks that turned out to hold only styles were taken away.
      order: 'post',
      handler(_, bundle) {
        const files = Object.keys(bundle)
          .filter((name) => /\.(js|css)$|latin.*\.woff2$/.test(name))
          .map((name) => `/${name}`)
          .sort()
        const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16)
        this.emitFile({ type: 'asset', fileName: 'files.json', source: JSON.stringify({ version, files }) })
      },
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [react(), listOfFiles()],
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
