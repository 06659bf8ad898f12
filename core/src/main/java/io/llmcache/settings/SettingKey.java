package io.llmcache.settings;

import java.util.Locale;

/**
 * Every key that exists, with its default as a user would write it and its meaning. The
 * configuration page in docs is generated from here, so it cannot drift.
 */
public enum SettingKey {
  CACHE_TTL("cache-ttl", "3600", "Lifetime of a stored answer: seconds, or `90s`, `1h`, `PT1H`."),
  SIMILARITY_THRESHOLD(
      "similarity-threshold",
      "0.95",
      "Least cosine similarity, 0 to 1, for an answer by meaning. The default holds for the embedder"
          + " `minilm`; others carry their own, since a cosine means another thing for each. Has no"
          + " effect until an embedder is added."),
  MAX_CACHE_SIZE(
      "max-cache-size",
      "4GB",
      "Wished bound of the shared tier, and an upper bound for the near tier's `l1-max-size`. Redis"
          + " itself enforces its `maxmemory`."),
  CACHE_MODELS(
      "cache-models",
      "all",
      "Models whose answers are cached: `all`, or globs such as `gpt-4o*, !*-audio*`; `!` excludes."),
  CACHE_STREAMING(
      "cache-streaming", "true", "Whether streamed answers are cached: `true`, `false`."),
  SEMANTIC(
      "semantic",
      "",
      "Answers by meaning: `off`; `observe`: decide, count and compare, serve nothing by meaning;"
          + " `serve`. Default: `serve` where an embedder was added, else `off`."),
  EMBEDDING(
      "embedding",
      "minilm",
      "Embedder: `minilm` or `bge-small` (in process, added with `llmcache-embedding`), or"
          + " `openai:URL#MODEL`, such as `openai:http://127.0.0.1:8090/v1#bge-m3`, for any service"
          + " with OpenAI's `/embeddings`."),
  EMBEDDING_KEY_FILE(
      "embedding-key-file", "", "File with the API key of the embedding service, read at start."),
  EMBEDDING_TIMEOUT(
      "embedding-timeout",
      "300ms",
      "How long an embedding may take before a request goes on without one."),
  MODEL_THRESHOLD(
      "model-threshold",
      "",
      "`similarity-threshold` by model of the request, first match wins: `gpt-4o*:0.97, *:0.95`."),
  GUARDS_OFF(
      "guards-off",
      "",
      "Guards that are switched off, by name (docs/semantic.md lists them): `tense, form`."),
  GATES(
      "gates",
      "time-dependent, personal, action",
      "Questions that are never answered by meaning: `time-dependent` (what is the weather today),"
          + " `personal` (what is my balance), `action` (cancel my order); `none`."),
  SEMANTIC_INDEX_SIZE(
      "semantic-index-size",
      "50000",
      "How many vectors the near tier's index holds at most; each takes about 1 KB."),
  SEMANTIC_TEXTS(
      "semantic-texts",
      "false",
      "Whether events and samples of answers by meaning hold the questions and answers themselves."),
  VERIFIER_MODEL(
      "verifier-model",
      "",
      "ONNX file of a model that judges pairs of questions after the guards. Empty: none."),
  VERIFIER_TOKENIZER(
      "verifier-tokenizer",
      "",
      "Its `tokenizer.json` or `vocab.txt` (WordPiece). Default: that beside the model."),
  VERIFIER_LABEL("verifier-label", "1", "Index of the model's output that means the same."),
  VERIFIER_CUT_OFF("verifier-cut-off", "0.9", "Least score, 0 to 1, that is a yes."),
  VERIFIER_TIMEOUT("verifier-timeout", "200ms", "How long a verdict may take before it is a no."),
  JUDGE(
      "judge",
      "",
      "Chat model that is asked in the background whether a stored answer fits a question that was"
          + " nearly a hit: `openai:URL#MODEL`. Empty: none."),
  JUDGE_KEY_FILE("judge-key-file", "", "File with the API key of the judge, read at start."),
  JUDGE_CALLS_PER_HOUR(
      "judge-calls-per-hour", "60", "How many calls to the judge are made at most."),
  TOKEN_PRICES(
      "token-prices",
      "",
      "Price of a million prompt and completion tokens by model, for the report of what was saved:"
          + " `gpt-4o-mini*:0.15/0.60, gpt-4o*:2.50/10`."),
  MODE(
      "mode",
      "serve",
      "`serve`; `observe`: decide, store and count, never serve; `off`: touch nothing."),
  MODEL_TTL(
      "model-ttl", "", "Lifetime by model, first match wins: `gpt-4o*:1h, *-search-*:5m, o3*:7d`."),
  TTL_JITTER(
      "ttl-jitter",
      "0",
      "By which share lifetimes are shortened at random, so that answers that were stored together do"
          + " not expire together: `0.1` for up to a tenth."),
  STALE_WHILE_REVALIDATE(
      "stale-while-revalidate",
      "0",
      "How long after its lifetime an answer is still served, while a fresh one is fetched in the"
          + " background."),
  STALE_IF_ERROR(
      "stale-if-error",
      "",
      "How long after its lifetime an answer may stand in where the provider fails or limits."
          + " Default: as long as its lifetime. Answers are kept that much longer; `0` keeps none."),
  REFRESH_AHEAD(
      "refresh-ahead",
      "0",
      "In which last share of its lifetime an answer that is hit often is fetched anew in the"
          + " background: `0.2` for the last fifth; `0`: never."),
  REFRESH_AHEAD_HITS(
      "refresh-ahead-hits",
      "5",
      "How many hits of a stored answer are often, for `refresh-ahead`."),
  BACKGROUND_CALLS(
      "background-calls",
      "4",
      "How many calls to providers are made at a time in the background, to fetch fresh answers."),
  UPSTREAM_CACHE_CONTROL(
      "upstream-cache-control",
      "ignore",
      "`ignore`: what a reply's Cache-Control says is for browsers; `obey`: its `no-store` and"
          + " `max-age` hold here too, as is right behind another cache."),
  RESPONSES_STORE(
      "responses-store",
      "pass",
      "OpenAI's Responses API keeps an answer under its id unless the request says `\"store\": false`."
          + " `pass`: such requests are not cached, since a client may send the id back; `cache`: your"
          + " clients do not use the ids."),
  REPLAY_PACE(
      "replay-pace",
      "instant",
      "How fast a stored stream is replayed: `instant`; `recorded`: as it came; or `50 tokens/s`."),
  WARM_START(
      "warm-start",
      "1000",
      "How many of the answers that are used most are fetched from the shared tier into the near tier"
          + " when a deployment starts; `0`: none."),
  TENANT(
      "tenant",
      "credential",
      "Who shares answers: `credential` (callers with the same API key), `principal` (the same"
          + " authenticated user), `header:NAME` (the same value of a request header), `shared`"
          + " (everybody)."),
  KEY_HEADERS(
      "key-headers",
      "",
      "More request headers that change an answer, as globs such as `x-deployment, x-tier-*`: requests"
          + " share an answer only if these are equal too. Those of the known providers need not be"
          + " named."),
  NAMESPACE(
      "namespace",
      "default",
      "Deployments with the same namespace share stored answers: letters, digits, `.`, `_`, `-`."),
  SECRET_FILE(
      "secret-file",
      "",
      "File with the secret (16 bytes or more) that keys the hash of credentials, and that signs"
          + " entries which leave the process. Without it a plain SHA-256 is used, so that nodes and"
          + " restarts agree, and whoever may write to Redis can forge answers."),
  ENCRYPTION_KEY_FILE(
      "encryption-key-file",
      "",
      "File with keys, an id and 32 bytes in Base64 or hexadecimal on each line: entries that leave"
          + " the process are encrypted. The first key writes, all of them read; it may change while"
          + " the cache runs."),
  MAX_ENTRY_SIZE("max-entry-size", "8MB", "Largest answer that is stored, before compression."),
  MAX_REQUEST_SIZE(
      "max-request-size",
      "2MB",
      "Largest request body that is looked at; a larger one is passed through uncached."),
  L1_MAX_SIZE(
      "l1-max-size",
      "",
      "Bound of the near tier in bytes. Default: an eighth of the heap, never more than"
          + " `max-cache-size`."),
  L1_TIMEOUT(
      "l1-timeout", "50ms", "How long a call to the near tier may take before it is a miss."),
  INFINISPAN_CONTAINER(
      "infinispan-container",
      "java:jboss/infinispan/container/llmcache",
      "JNDI name of the server's Infinispan container for the near tier. Where it is not there, the"
          + " deployment has a near tier of its own."),
  CLUSTER(
      "cluster",
      "auto",
      "Whether the near tiers of several nodes are one: `auto`: where the server's Infinispan"
          + " container has a transport; `off`: never; or a JGroups configuration, a file or a resource"
          + " of the application such as `llmcache-jgroups.xml`, by which the deployment joins the"
          + " others of its namespace without the server's container."),
  COLLAPSE_TIMEOUT(
      "collapse-timeout",
      "10m",
      "How long a request waits for the answer to an identical one that is in flight."),
  CLUSTER_COLLAPSE_TIMEOUT(
      "cluster-collapse-timeout",
      "30s",
      "How long a request waits for the answer to an identical one in flight on another node, never"
          + " longer than `collapse-timeout`; then it is sent as well. `0`: each node merges its own"
          + " alone."),
  FINISH_ABANDONED(
      "finish-abandoned",
      "10s",
      "How long an answer that nobody reads any more is read on, to store it."),
  UPSTREAM_HOSTS(
      "upstream-hosts",
      "default",
      "Hosts that the client filters look at, as globs; `default` stands for the known providers,"
          + " `!` excludes."),
  REDIS_URL(
      "redis-url",
      "",
      "Shared tier: `redis://HOST:PORT`, `redis-sentinel://HOST:PORT,HOST:PORT/MASTER` or"
          + " `redis-cluster://HOST:PORT,HOST:PORT`; with `rediss` for TLS. Empty: no shared tier."),
  REDIS_USER("redis-user", "", "ACL user of the shared tier, if it is not in `redis-url`."),
  REDIS_PASSWORD_FILE(
      "redis-password-file", "", "File with the password of the shared tier, read at start."),
  REDIS_SENTINEL_USER(
      "redis-sentinel-user", "", "ACL user of the sentinels. Empty: their default user."),
  REDIS_SENTINEL_PASSWORD_FILE(
      "redis-sentinel-password-file",
      "",
      "File with the password of the sentinels, read at start. Empty: they ask for none."),
  REDIS_TIMEOUT(
      "redis-timeout", "100ms", "How long a call to the shared tier may take before it is a miss."),
  GATEWAY_ROUTES(
      "gateway.routes",
      "",
      "Routes of the gateway: `openai=https://api.openai.com, local=http://127.0.0.1:11434`. Empty:"
          + " no gateway."),
  GATEWAY_PATH("gateway.path", "/gateway", "Path of the gateway inside its application."),
  GATEWAY_CONNECT_TIMEOUT(
      "gateway.connect-timeout", "5s", "How long the gateway tries to connect to an upstream."),
  GATEWAY_IDLE_TIMEOUT(
      "gateway.idle-timeout",
      "5m",
      "How long the gateway waits for an upstream that sends nothing."),
  GATEWAY_ALLOW_LINK_LOCAL(
      "gateway.allow-link-local",
      "false",
      "Whether a route may lead to a link-local address, such as a cloud's metadata service."),
  EXPLAIN(
      "explain",
      "off",
      "Which callers of the gateway and the filter may ask with `llmcache-explain: 1` why their"
          + " request was a hit or a miss: `off`, `role:NAME` or `all`. The application's own"
          + " clients may always."),
  EXPLAIN_SAMPLE(
      "explain-sample",
      "off",
      "What is explained unasked, for JMX and listeners: `off` or `misses`."),
  ADMIN_ROLE(
      "admin-role",
      "",
      "Role of the application whose users see the cache's figures and may change its settings and"
          + " invalidate answers, over HTTP. Empty: nobody, and there is no such page."),
  ADMIN_PATH("admin-path", "/llmcache", "Path of that page inside its application.");

  /** What every key begins with. */
  public static final String PREFIX = "llmcache.";

  private final String shortName;
  private final String byDefault;
  private final String meaning;

  SettingKey(String shortName, String byDefault, String meaning) {
    this.shortName = shortName;
    this.byDefault = byDefault;
    this.meaning = meaning;
  }

  /** The whole key, for example {@code llmcache.cache-ttl}. */
  public String key() {
    return PREFIX + shortName;
  }

  /** The name of the environment variable, for example {@code LLMCACHE_CACHE_TTL}. */
  public String variable() {
    return key().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** The default as it would be written; empty where there is none. */
  public String byDefault() {
    return byDefault;
  }

  /** One or two sentences in Markdown. */
  public String meaning() {
    return meaning;
  }
}
