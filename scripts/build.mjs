// Bundles the program into dist/: one small entry, and a chunk for each command that loads its own code.
import { chmod, readFile, rm } from 'node:fs/promises'
import { build } from 'esbuild'

const { version, dependencies } = JSON.parse(await readFile('package.json', 'utf8'))

await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: ['src/cli.ts', 'src/index.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: Object.keys(dependencies),
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
})
await chmod('dist/cli.js', 0o755)
