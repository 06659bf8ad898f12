package io.llmcache.samples.assistant;

import io.llmcache.samples.assistant.ProviderReply.TextSink;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * {@code POST /api/ask} with {@code {"question": "...", "stream": true}}.
 *
 * <p>The answer is a stream of events: {@code text} with a piece of the answer as a JSON string, at
 * the end {@code receipt} (see {@link Receipt}) or {@code problem}. With {@code "stream": false} it
 * is one JSON object with the answer and the receipt.
 */
@Path("/ask")
@RequestScoped
public class AskResource {

  private static final int LONGEST_QUESTION = 4_000;

  @Inject Provider provider;
  @Inject AssistantConfig config;
  @Inject Prices prices;
  @Inject Totals totals;

  /** Answers one question. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response ask(String json) throws IOException {
    JsonObject body = parse(json);
    String question = body.getString("question", "").strip();
    if (question.isEmpty() || question.length() > LONGEST_QUESTION) {
      throw Problem.badQuestion(
          "A question has 1 to %d characters, this one has %d."
              .formatted(LONGEST_QUESTION, question.length()));
    }
    boolean stream = body.getBoolean("stream", true);
    ProviderReply reply = provider.ask(question, stream);
    return stream ? streamed(reply) : whole(reply);
  }

  private static JsonObject parse(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    } catch (JsonException e) {
      throw Problem.badQuestion("The body of this request is not a JSON object.");
    }
  }

  private Response streamed(ProviderReply reply) {
    StreamingOutput events = out -> writeEvents(reply, out);
    return Response.ok(events, MediaType.SERVER_SENT_EVENTS_TYPE.withCharset("UTF-8"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private void writeEvents(ProviderReply reply, OutputStream out) throws IOException {
    try {
      Receipt receipt = read(reply, piece -> send(out, "text", Json.createValue(piece).toString()));
      send(out, "receipt", withTotals(receipt).toString());
    } catch (Problem problem) {
      send(out, "problem", problem.toJson().toString());
    }
  }

  private Response whole(ProviderReply reply) throws IOException {
    StringBuilder answer = new StringBuilder();
    Receipt receipt = read(reply, answer::append);
    JsonObject result =
        Json.createObjectBuilder(withTotals(receipt)).add("answer", answer.toString()).build();
    return Response.ok(result, MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private Receipt read(ProviderReply reply, TextSink sink) throws IOException {
    try (reply) {
      reply.readText(sink);
      double money = prices.of(config.model()).of(reply.usage());
      Receipt receipt =
          new Receipt(
              reply.cacheStatus(), reply.firstMillis(), reply.millis(), reply.usage(), money);
      totals.add(receipt);
      return receipt;
    }
  }

  private JsonObject withTotals(Receipt receipt) {
    return receipt.toJson().add("totals", totals.toJson()).build();
  }

  private static void send(OutputStream out, String event, String data) throws IOException {
    String text = "event: " + event + "\ndata: " + data + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
