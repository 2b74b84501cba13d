/** What the system and PostgreSQL say of a connection that was refused, broken or ended (PostgreSQL, appendix A). */
const CODES = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|08\w{3}|57P0\d|53300)$/;
const MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/** Tells a database that cannot be reached for the moment from a query that is wrong. */
export function isDatabaseTrouble(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && CODES.test(at.code)) return true;
    // A socket that is not there is a server that does not run.
    if ('code' in at && at.code === 'ENOENT' && 'syscall' in at && at.syscall === 'connect') return true;
    if (MESSAGES.test(at.message)) return true;
  }
  return false;
}
