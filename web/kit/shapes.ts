// Stands for the schema library in the browser: shapes of api/ are only types there, the server checks every value.
// The bundler puts it in place of `typebox`, which saves a fifth of the first load.

interface Shape {
  readonly [part: string]: Shape
}

// A shape may be asked for its parts (`Draft.properties`), which are shapes as empty as itself.
const shape: Shape = new Proxy({} as Shape, { get: (_, part) => (typeof part === 'symbol' ? undefined : shape) })

export const Type = new Proxy({} as Record<string, () => Shape>, { get: () => () => shape })
