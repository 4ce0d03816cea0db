-- Requests of wrk: one document, its variables line by line from a file, begun at another line by each thread.
-- Environment: READING_HEAD (the body up to the variables), READING_KEYS (a file of JSON objects), READING_TOKEN.
local keys, at = {}, 0
local head = os.getenv("READING_HEAD")
local threads = 0

function setup(thread)
    thread:set("place", threads)
    threads = threads + 1
end

function init(args)
    for line in io.lines(os.getenv("READING_KEYS")) do keys[#keys + 1] = line end
    at = place * math.floor(#keys / 2) + tonumber(os.getenv("READING_FROM") or "0")
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    local token = os.getenv("READING_TOKEN")
    if token then wrk.headers["Authorization"] = "Bearer " .. token end
end

function request()
    at = at % #keys + 1
    return wrk.format(nil, "/graphql", nil, head .. keys[at] .. "}")
end

function done(summary, latency)
    local failed = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "status": %d, "broken": %d}\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
