package io.llmcache.internal.engine;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the short reasons of Cache-Status and of events mean, each in a sentence with the remedy
 * where there is one. A star stands for what differs from case to case.
 */
final class Reasons {

  /** What a reason is about; the same word may mean two things. */
  enum About {
    HIT,
    STALE,
    COLLAPSED,
    WAITING,
    MISS,
    NOT_CACHED,
    BYPASS,
    NOT_STORED,
    MEANING
  }

  private static final Map<About, Map<String, String>> ALL = new EnumMap<>(About.class);

  static {
    hit();
    stale();
    collapsed();
    waiting();
    miss();
    notCached();
    bypass();
    notStored();
    meaning();
  }

  private Reasons() {}

  private static void hit() {
    put(About.HIT, "l1", "The same request was answered before; the answer lies in the near tier.");
    put(
        About.HIT,
        "l2",
        "The same request was answered before; the answer lies in the shared tier.");
    put(About.HIT, "semantic", "A question that means the same was answered before.");
  }

  private static void stale() {
    put(
        About.STALE,
        "stale-if-error",
        "The provider failed, so an answer beyond its lifetime stands in. A caller "
            + "that wants the error sends Cache-Control: stale-if-error=0.");
    put(
        About.STALE,
        "stale-while-revalidate",
        "An answer beyond its lifetime was given while a fresh one is fetched "
            + "(llmcache.stale-while-revalidate).");
    put(
        About.STALE,
        "upstream-paused",
        "The provider said when to come back, and until then an answer beyond its "
            + "lifetime stands in.");
  }

  private static void collapsed() {
    put(About.COLLAPSED, "waited", "The same request was under way, and its answer was shared.");
    put(
        About.COLLAPSED,
        "other-node",
        "The same request was under way on another node, and its answer was shared "
            + "(llmcache.cluster-collapse-timeout).");
    put(
        About.COLLAPSED,
        "attached",
        "The same request was under way as a stream, and its stream was shared.");
    put(
        About.COLLAPSED,
        "semantic",
        "A question that means the same was under way or stored, and its answer was " + "shared.");
  }

  private static void waiting() {
    put(About.WAITING, "waiting", "The same request is under way; this one waits for its answer.");
  }

  private static void miss() {
    put(
        About.MISS,
        "nothing-stored",
        "Nothing is stored under this key. See differs for the part that makes it "
            + "another request than the nearest.");
    put(
        About.MISS,
        "expired",
        "An answer is stored, and its lifetime is over. A longer one is set by "
            + "llmcache.cache-ttl or llmcache.model-ttl.");
    put(About.MISS, "invalidated", "An answer is stored, and was invalidated since.");
    put(
        About.MISS,
        "older-than-max-age",
        "An answer is stored, and older than the request's Cache-Control: max-age.");
    put(
        About.MISS,
        "other-form",
        "An answer is stored in another form (stream or whole), and cannot be had in "
            + "this one.");
    put(
        About.MISS,
        "partial",
        "Some inputs of the batch are stored; only the others were asked for where "
            + "that could be done.");
    put(
        About.MISS,
        "request",
        "The request said Cache-Control: no-cache, or the bypass property of the "
            + "client was set: a fresh answer replaces the stored one.");
  }

  private static void notCached() {
    put(
        About.NOT_CACHED,
        "only-if-cached",
        "The request said Cache-Control: only-if-cached, and nothing is stored for " + "it.");
  }

  private static void bypass() {
    put(
        About.BYPASS,
        "not-a-method",
        "The arguments of the method are no JSON text that a key can be made of.");
    put(About.BYPASS, "off", "The cache is switched off. Set llmcache.mode to serve.");
    put(About.BYPASS, "closed", "The application is being stopped, and its cache is closed.");
    put(
        About.BYPASS,
        "fault",
        "The cache failed at this request, and kept out. The log of io.llmcache has "
            + "the cause at level DEBUG.");
    put(About.BYPASS, "observe", "The cache only looks on. Set llmcache.mode to serve.");
    put(
        About.BYPASS,
        "unknown-format",
        "Method and path are of no API that the cache knows. docs/wire-formats.md "
            + "lists those it does.");
    put(About.BYPASS, "request-too-large", "The body is larger than llmcache.max-request-size.");
    put(
        About.BYPASS,
        "request-no-store",
        "The request said Cache-Control: no-store. Leave that out.");
    put(
        About.BYPASS,
        "request-content-encoding",
        "The body is encoded (Content-Encoding), and is passed on unread. Send it plain.");
    put(
        About.BYPASS,
        "request-charset",
        "The Content-Type names another charset than UTF-8, in which the body may say something else.");
    put(
        About.BYPASS,
        "method-override",
        "A header asks the provider to take the request for one with another method.");
    put(
        About.BYPASS,
        "target-override",
        "A header asks the provider to take the request for one to another path.");
    put(About.BYPASS, "model-not-cached", "The model is not cached by llmcache.cache-models.");
    put(
        About.BYPASS,
        "streaming-not-cached",
        "The answer is wanted as a stream. Set llmcache.cache-streaming to true.");
    put(
        About.BYPASS,
        "signed-request",
        "The request is signed (AWS), so that its credential is another each time. "
            + "Set llmcache.tenant to principal or shared.");
    put(
        About.BYPASS,
        "only-a-cookie",
        "Only a cookie says who the caller is, and that is not trusted. Authenticate "
            + "the caller, or set llmcache.tenant.");
    put(
        About.BYPASS,
        "no-principal",
        "llmcache.tenant is principal, and the caller is not authenticated.");
    put(
        About.BYPASS,
        "no-tenant-header",
        "The request lacks the header that llmcache.tenant names.");
    put(
        About.BYPASS,
        "web-search",
        "The provider searches the web for the answer, so that it holds for the " + "moment only.");
    put(
        About.BYPASS,
        "provider-run-tool",
        "The provider runs a tool for the answer, which has effects or changes with " + "time.");
    put(
        About.BYPASS,
        "server-state",
        "The answer depends on what the provider keeps: a conversation, a file by "
            + "its id, a container.");
    put(About.BYPASS, "audio-output", "Answers in sound are not cached.");
    put(About.BYPASS, "image-output", "Pictures are not cached.");
    put(
        About.BYPASS,
        "remote-content",
        "The request refers to content elsewhere, which may change: only the "
            + "provider can answer.");
    put(About.BYPASS, "load-command", "The request only loads a model, and asks nothing.");
    put(
        About.BYPASS,
        "stored-response",
        "The provider keeps the answer under its id, for later requests to refer to. "
            + "Send store: false, or set llmcache.responses-store to cache.");
    put(About.BYPASS, "no-json", "The body is empty, where JSON is wanted.");
    put(About.BYPASS, "not-json", "The body is no JSON.");
    put(About.BYPASS, "text-after-the-json", "Something follows the JSON in the body.");
    put(About.BYPASS, "json-too-deep", "The JSON nests deeper than 256.");
    put(
        About.BYPASS,
        "duplicate-json-name",
        "An object of the JSON has the same name twice, and readers differ in which "
            + "they take.");
    put(About.BYPASS, "not-utf-8", "The body is not UTF-8.");
    put(
        About.BYPASS,
        "json-number-too-long",
        "A number of the JSON has more than 1000 characters.");
    put(About.BYPASS, "not-a-json-object", "The body is JSON, but no object.");
    put(About.BYPASS, "message-without-role", "A message lacks its role.");
    put(About.BYPASS, "no-model", "The request names no model.");
    put(About.BYPASS, "no-messages", "The request has no messages.");
    put(About.BYPASS, "no-contents", "The request has no contents.");
    put(About.BYPASS, "no-prompt", "The request has no prompt.");
    put(About.BYPASS, "no-input", "The request has no input.");
    put(About.BYPASS, "no-query", "The request has no query.");
    put(About.BYPASS, "no-documents", "The request has no documents.");
    put(
        About.BYPASS,
        "wrong-type-of-*",
        "That field of the request has a type which the API does not know.");
    put(
        About.BYPASS,
        "wrong-type-in-*",
        "That field of the request holds a value of a type which the API does not " + "know.");
  }

  private static void notStored() {
    put(
        About.NOT_STORED,
        "not-restorable",
        "What the method returned does not come back from JSON as it was; the log says once what "
            + "differs.");
    put(About.NOT_STORED, "unless", "The expression `unless` of the method's annotation holds.");
    put(About.NOT_STORED, "too-large", "The answer is larger than llmcache.max-entry-size.");
    put(
        About.NOT_STORED,
        "too-many-tags",
        "The request has more than 32 tags, or one of more than 200 characters: an "
            + "answer that its tag could not take away must not stay.");
    put(About.NOT_STORED, "broken-off", "The answer broke off, or was given up, before its end.");
    put(
        About.NOT_STORED,
        "refused",
        "The provider refused to answer, or a filter cut the answer. Such answers "
            + "are not kept.");
    put(About.NOT_STORED, "empty", "The answer says nothing.");
    put(
        About.NOT_STORED,
        "unknown-ending",
        "The answer ends with a reason that the cache does not know.");
    put(About.NOT_STORED, "error", "The answer is an error, or has one in it.");
    put(
        About.NOT_STORED,
        "incomplete",
        "The answer lacks its terminal mark or a reason to end, so that it may be " + "cut.");
    put(
        About.NOT_STORED,
        "upstream-no-store",
        "The provider said no-store or no-cache, and llmcache.upstream-cache-control "
            + "is obey.");
    put(
        About.NOT_STORED,
        "cut-at-unknown-length",
        "The answer was cut at a length that the request did not set. Set the limit "
            + "in the request.");
    put(
        About.NOT_STORED,
        "no-lifetime",
        "Its lifetime is zero, or was over when it came. See llmcache.cache-ttl, "
            + "llmcache.model-ttl and the provider's Age.");
    put(
        About.NOT_STORED,
        "upstream-failed",
        "The provider could not be reached, or gave no answer.");
    put(
        About.NOT_STORED,
        "content-encoding",
        "The answer has an encoding that the cache cannot undo.");
    put(
        About.NOT_STORED,
        "vary",
        "The provider says (Vary) that it answers by a header which is not in the key, so that the "
            + "answer may be wrong for others. Name the header in llmcache.key-headers.");
    put(
        About.NOT_STORED,
        "vary-any",
        "The provider says (Vary: *) that the answer is good for this request only.");
    put(About.NOT_STORED, "ended-lease", "The call took longer than its right to store.");
    put(About.NOT_STORED, "not-called", "The call was not made after all.");
    put(
        About.NOT_STORED,
        "store-failed",
        "The answer could not be written into the entry. The log of io.llmcache has "
            + "the cause at level DEBUG.");
    put(About.NOT_STORED, "status-*", "Only answers with status 200 are stored.");
  }

  private static void meaning() {
    put(
        About.MEANING,
        "similar",
        "The nearest question is similar enough, and no guard is against it.");
    put(About.MEANING, "exact", "The question is the same, and so is all that matters beside it.");
    put(
        About.MEANING,
        "below-threshold",
        "The nearest question is less similar than the threshold. See "
            + "llmcache.similarity-threshold, and docs/semantic.md before you lower it.");
    put(
        About.MEANING,
        "veto",
        "The nearest question is similar enough, but the guard sees a difference "
            + "that matters.");
    put(
        About.MEANING,
        "nothing-near",
        "No question in the same scope is near: same tenant, model, instructions, "
            + "parameters and earlier turns.");
    put(About.MEANING, "request", "The request said llmcache-semantic: off.");
    put(About.MEANING, "too-long", "The question is longer than the embedder reads.");
    put(About.MEANING, "no-embedding", "The embedder had no vector in time, or failed.");
    put(About.MEANING, "language", "The guards do not know the language of the question.");
    put(About.MEANING, "time-dependent", "The question is about now.");
    put(About.MEANING, "personal", "The question is about the asker's own data.");
    put(About.MEANING, "action", "The question asks for something to be done.");
    put(About.MEANING, "context", "Only its dialogue explains the question.");
    put(
        About.MEANING,
        "off",
        "Answers by meaning are off: add the dependency llmcache-embedding, and see "
            + "llmcache.semantic.");
    put(About.MEANING, "no-question", "The request has no text that may be asked in other words.");
    put(About.MEANING, "tools", "The request offers tools: answered by its exact key only.");
    put(
        About.MEANING,
        "tool-results",
        "The request holds results of tools: answered by its exact key only.");
    put(
        About.MEANING,
        "more-than-text",
        "The request holds more than text: answered by its exact key only.");
    put(
        About.MEANING,
        "last-message-not-of-user",
        "The last message is not the user's: answered by its exact key only.");
    put(
        About.MEANING,
        "several-choices",
        "The request wants several answers: answered by its exact key only.");
    put(About.MEANING, "seed", "The request sets a seed: answered by its exact key only.");
    put(
        About.MEANING,
        "logprobs",
        "The request wants probabilities of tokens: answered by its exact key only.");
    put(
        About.MEANING,
        "output-schema",
        "The request binds the answer to a schema: answered by its exact key only.");
    put(
        About.MEANING,
        "stored-prompt",
        "The request refers to a prompt that the provider keeps: answered by its "
            + "exact key only.");
    put(
        About.MEANING,
        "reasoning",
        "The request brings reasoning along: answered by its exact key only.");
    put(
        About.MEANING,
        "reasoning-items",
        "The request brings earlier reasoning along: answered by its exact key only.");
    put(
        About.MEANING,
        "cached-content",
        "The request refers to content that the provider keeps: answered by its "
            + "exact key only.");
    put(
        About.MEANING,
        "documents",
        "The request brings documents along: answered by its exact key only.");
    put(
        About.MEANING,
        "raw-prompting",
        "The request has a raw prompt: answered by its exact key only.");
    put(
        About.MEANING,
        "suffix",
        "The request wants a text completed from both sides: answered by its exact " + "key only.");
    put(
        About.MEANING,
        "echo",
        "The request wants the prompt back: answered by its exact key only.");
    put(
        About.MEANING,
        "model-fields",
        "The request has fields of one model: answered by its exact key only.");
    put(
        About.MEANING,
        "model-body",
        "The body is in the model's own form: answered by its exact key only.");
    put(
        About.MEANING,
        "embeddings",
        "The vector of a text is not that of another: answered by its exact key " + "only.");
    put(About.MEANING, "no-text", "The request asks for no text: answered by its exact key only.");
    put(About.MEANING, "token-count", "The request counts tokens: answered by its exact key only.");
  }

  private static void put(About about, String reason, String sentence) {
    ALL.computeIfAbsent(about, none -> new LinkedHashMap<>()).put(reason, sentence);
  }

  /** The sentence; for a reason that a format of somebody else's gives, one that says so. */
  static String words(About about, String reason) {
    Map<String, String> known = ALL.getOrDefault(about, Map.of());
    String sentence = known.get(reason);
    if (sentence != null) {
      return sentence;
    }
    for (Map.Entry<String, String> entry : known.entrySet()) {
      String pattern = entry.getKey();
      if (pattern.endsWith("*") && reason.startsWith(pattern.substring(0, pattern.length() - 1))) {
        return entry.getValue();
      }
    }
    return "The wire format said so.";
  }

  static boolean knows(About about, String reason) {
    return !words(about, reason).equals(words(about, "?"));
  }

  /** Every reason with its sentence, in the order of the page that lists them. */
  static Map<String, String> all(About about) {
    return new LinkedHashMap<>(ALL.getOrDefault(about, Map.of()));
  }
}
