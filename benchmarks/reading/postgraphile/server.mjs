// PostGraphile 5 on a schema of its own: the Amber preset, grafserv on Node's own http, one process or a cluster of them.
// PEER: a JSON object with database, schema, port, pool, processes, options (of each connection).
import cluster from "node:cluster";
import { createServer } from "node:http";
import { addPgTableCondition } from "graphile-utils";
import { TYPES } from "postgraphile/@dataplan/pg";
import { makePgService } from "postgraphile/adaptors/pg";
import { postgraphile } from "postgraphile";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const peer = JSON.parse(process.env.PEER);

// The filter of the relations: what stands on the day.
const standing = ["name", "birth", "document", "identifier", "residence"].map((tableName) =>
  addPgTableCondition(
    { schemaName: peer.schema, tableName },
    "standsOn",
    ({ graphql: { GraphQLString } }) => ({ type: GraphQLString }),
    (value, { sql, sqlTableAlias, sqlValueWithCodec }) => {
      const day = sqlValueWithCodec(value, TYPES.date);
      const held = sql`${sqlTableAlias}.valid_time`;
      return sql`(${held} @> ${day} or (${sqlTableAlias}.starts_after < ${day} and lower(${held}) > ${day}))`;
    },
  ),
);

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: standing,
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  pgServices: [
    makePgService({
      connectionString: peer.database,
      schemas: [peer.schema],
      pubsub: false,
      poolConfig: { max: peer.pool, min: peer.pool, options: peer.options },
    }),
  ],
  schema: { defaultBehavior: "-connection +list", pgForbidSetofFunctionsToReturnNull: true },
  grafast: { explain: false, outputDataAsString: true },
  grafserv: { port: peer.port, watch: false, graphiql: false, outputDataAsString: true },
};

if (peer.processes > 1 && cluster.isPrimary) {
  for (let at = 0; at < peer.processes; at += 1) cluster.fork();
} else {
  const built = postgraphile(preset);
  const serv = built.createServ(grafserv);
  const server = createServer();
  server.on("error", (error) => { console.error(error); process.exit(1); });
  await serv.addTo(server);
  server.listen(peer.port, "127.0.0.1");
  if (process.env.PEER_SCHEMA) {
    const { schema } = await built.getSchemaResult();
    const { printSchema } = await import("graphql");
    console.log(printSchema(schema));
  }
}
