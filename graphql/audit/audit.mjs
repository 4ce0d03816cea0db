// Runs the audits of graphql-http against a server: node audit.mjs URL, its token in the environment as TOKEN.
// Prints one line an audit and "PASSED of ALL"; exits 1 where one fails or none was found.
import { serverAudits } from "graphql-http";

const [url] = process.argv.slice(2);

// The audits send no token, and the server answers nobody without one: it is added on the way.
const fetchFn = (input, init = {}) =>
  fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${process.env.TOKEN}` } });

let passed = 0;
const audits = serverAudits({ url, fetchFn });
for (const { fn } of audits) {
  const { id, name, status, reason } = await fn();
  if (status === "ok") passed += 1;
  console.log(`${status.padEnd(6)} ${id} ${name}${reason ? `: ${reason}` : ""}`);
}
console.log(`${passed} of ${audits.length}`);
process.exit(passed === audits.length && passed > 0 ? 0 : 1);
