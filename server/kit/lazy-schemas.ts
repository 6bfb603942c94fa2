// Compiles the schemas of an endpoint at its first call. Compiling all of them at the start took half a second of it,
// and as long in every test that builds the server.
import ajvCompiler from '@fastify/ajv-compiler'
import serializerCompiler from '@fastify/fast-json-stringify-compiler'

type Compiled = ((data: unknown) => unknown) & { errors?: unknown }
type Compiler = (route: { schema: unknown; httpPart?: string }) => Compiled
type Builder = (externalSchemas: unknown, options: unknown) => Compiler

// Fastify's own compilers: package.json names the versions Fastify would use itself.
const buildValidator = ajvCompiler() as unknown as Builder
const buildSerializer = serializerCompiler() as unknown as Builder

/** For Fastify's `schemaController`: the same compilers with the same options, only later. */
export const lazyCompilers = {
  buildValidator: byPart,
  buildSerializer: lazily(buildSerializer),
} as never

/**
 * Addresses carry text only, so their numbers are read from it. A body says itself what is a number and what is nothing:
 * read like an address, its null would become an empty text or a zero.
 */
function byPart(externalSchemas: unknown, options: unknown): Compiler {
  const { customOptions, ...rest } = options as { customOptions?: object }
  const ofAddresses = lazily(buildValidator)(externalSchemas, options)
  const exact = { ...rest, customOptions: { ...customOptions, coerceTypes: false } }
  const ofBodies = lazily(buildValidator)(externalSchemas, exact)
  return (route) => (route.httpPart === 'body' ? ofBodies(route) : ofAddresses(route))
}

function lazily(build: Builder): Builder {
  return (externalSchemas, options) => {
    const compile = build(externalSchemas, options)
    return (route) => {
      let compiled: Compiled | undefined
      const later: Compiled = (data) => {
        compiled ??= compile(route)
        const result = compiled(data)
        // Fastify reads what is wrong from the function it was given.
        later.errors = compiled.errors
        return result
      }
      return later
    }
  }
}
