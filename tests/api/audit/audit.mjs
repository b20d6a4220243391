// node audit.mjs URL HEADERS-AS-JSON: one JSON document with what each audit of graphql-http found.
import { serverAudits } from "graphql-http";

const [url, headers = "{}"] = process.argv.slice(2);
const fetchFn = (target, options = {}) =>
  fetch(target, { ...options, headers: { ...options.headers, ...JSON.parse(headers) } });

const results = [];
for (const audit of serverAudits({ url, fetchFn })) {
  const { id, name, status, reason } = await audit.fn();
  results.push({ id, name, status, reason });
}
console.log(JSON.stringify(results));
