// Starts one embedded PostgreSQL for a test run in a folder of its own and stops it with the run.
export async function testPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  throw new Error('replaced when the runtime lands')
}
