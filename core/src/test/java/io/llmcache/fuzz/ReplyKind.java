package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.WireFormat;
import java.net.URI;
import java.util.List;

/**
 * The replies of one API, whole and in one framing.
 *
 * @param unary a request for a reply in one piece
 * @param stream the same request, for a stream
 * @param wholes samples of replies in one piece
 * @param streams samples of streams
 */
record ReplyKind(
    WireFormat format,
    RequestFacts unary,
    RequestFacts stream,
    List<String> wholes,
    List<String> streams) {

  private static final String GEMINI =
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:";
  private static final String BEDROCK =
      "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.mill.model-v1%3A0/";

  static List<ReplyKind> sse() {
    return List.of(
        sse("openai-chat", "https://api.openai.com/v1/chat/completions"),
        sse("completions", "https://api.openai.com/v1/completions"),
        sse("openai-responses", "https://api.openai.com/v1/responses"),
        sse("anthropic", "https://api.anthropic.com/v1/messages"),
        sse("cohere", "https://api.cohere.com/v2/chat"),
        of(
            "gemini",
            "",
            GEMINI + "generateContent",
            GEMINI + "streamGenerateContent?alt=sse",
            ".sse"));
  }

  static List<ReplyKind> jsonArrays() {
    return List.of(
        of(
            "gemini",
            "",
            GEMINI + "generateContent",
            GEMINI + "streamGenerateContent",
            ".array.json"));
  }

  static List<ReplyKind> ndjson() {
    String server = "http://localhost:11434/api/";
    return List.of(
        of("ollama", "chat-", server + "chat", server + "chat", ".ndjson"),
        of("ollama", "generate-", server + "generate", server + "generate", ".ndjson"));
  }

  static List<ReplyKind> eventStreams() {
    return List.of(
        of("bedrock", "converse-", BEDROCK + "converse", BEDROCK + "converse-stream", ".txt"),
        of(
            "bedrock",
            "invoke-",
            BEDROCK + "invoke",
            BEDROCK + "invoke-with-response-stream",
            ".txt"));
  }

  private static ReplyKind sse(String folder, String target) {
    return of(folder, "", target, target, ".sse");
  }

  private static ReplyKind of(
      String folder, String prefix, String target, String streamTarget, String ending) {
    String path = folder + "/" + prefix;
    String request = Corpus.text(folder, prefix + "request.json");
    String streamRequest =
        Corpus.texts(name -> name.equals(path + "request-stream.json")).stream()
            .findFirst()
            .orElse(request);
    try {
      return new ReplyKind(
          Corpus.format(URI.create(target)),
          Corpus.read(URI.create(target), request.getBytes(UTF_8)),
          Corpus.read(URI.create(streamTarget), streamRequest.getBytes(UTF_8)),
          Corpus.texts(name -> name.startsWith(path + "reply")),
          Corpus.texts(name -> name.startsWith(path + "stream") && name.endsWith(ending)));
    } catch (UnreadableRequestException e) {
      throw new IllegalStateException(e);
    }
  }
}
