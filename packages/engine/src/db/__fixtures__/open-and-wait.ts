// Opens the embedded database of a folder, says so, and stays; or says why not.
import { openDatabase } from '../open-database.ts';

try {
  await openDatabase({ dataDirectory: process.argv[2] });
  console.log('open');
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
}
