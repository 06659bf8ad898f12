package io.llmcache.internal.wire.embeddings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.Json;
import io.llmcache.spi.BatchFormat.Piece;
import io.llmcache.spi.RequestFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One input of several: its own request, its part of a reply, and the way back. */
final class EmbeddingsBatch {

  /**
   * Fields that mean the same for each input alone. Any other may make the vector of one input
   * depend on its neighbours, as late chunking does.
   */
  private static final Set<String> SEPARABLE =
      Set.of(
          "model",
          "input",
          "dimensions",
          "input_type",
          "output_dimension",
          "output_dtype",
          "truncation",
          "truncate",
          "task");

  private EmbeddingsBatch() {}

  /** The inputs of a canonical request. */
  static List<@Nullable Object> inputs(RequestFacts facts) {
    List<@Nullable Object> inputs = JsonTree.array(canonical(facts).get("input"));
    return inputs == null ? List.of() : inputs;
  }

  private static Map<String, @Nullable Object> canonical(RequestFacts facts) {
    Map<String, @Nullable Object> canonical = Json.object(facts.canonical());
    return canonical == null ? Map.of() : canonical;
  }

  /** The canonical request for each input alone; empty where they are not to be parted. */
  static List<byte[]> split(RequestFacts batch) {
    Map<String, @Nullable Object> canonical = canonical(batch);
    List<@Nullable Object> inputs = inputs(batch);
    if (inputs.size() < 2
        || !SEPARABLE.containsAll(canonical.keySet())
        || !inputs.stream().allMatch(EmbeddingsBatch::isPlain)) {
      return List.of();
    }
    List<byte[]> alone = new ArrayList<>(inputs.size());
    for (Object input : inputs) {
      List<@Nullable Object> only = new ArrayList<>();
      only.add(input);
      alone.add(EmbeddingsCanonical.bytes(canonical, only));
    }
    return alone;
  }

  private static boolean isPlain(@Nullable Object input) {
    return JsonTree.isText(input) || EmbeddingsReader.isNumbers(input);
  }

  /** The body with only some of its inputs. */
  static byte[] request(EmbeddingsRequest batch, List<Integer> wanted) {
    List<@Nullable Object> inputs = new ArrayList<>();
    wanted.forEach(position -> inputs.add(batch.inputs().get(position)));
    Map<String, @Nullable Object> body = Json.copy(batch.body());
    body.put("input", inputs);
    return Json.write(body);
  }

  /** A reply for each input alone, or null if not each has its vector. */
  static @Nullable List<Piece> splitReply(List<RequestFacts> inputs, byte[] body) {
    Map<String, @Nullable Object> reply = Json.object(body);
    List<Map<String, @Nullable Object>> data =
        reply == null ? null : EmbeddingsReply.inOrder(reply, inputs.size());
    if (reply == null || data == null) {
      return null;
    }
    long[] weights = inputs.stream().mapToLong(EmbeddingsBatch::weight).toArray();
    long total = Arrays.stream(weights).sum();
    List<Piece> pieces = new ArrayList<>(weights.length);
    long before = 0;
    for (int i = 0; i < weights.length; i++) {
      Map<String, @Nullable Object> alone = withData(reply, List.of(at(0, data.get(i))));
      if (reply.containsKey("usage")) {
        alone.put("usage", Shares.of(reply.get("usage"), before, weights[i], total));
      }
      before += weights[i];
      pieces.add(new Piece(Json.write(alone), EmbeddingsJudge.usage(Json.object(alone, "usage"))));
    }
    return pieces;
  }

  /** Tokens where they are known, else bytes: what the provider counts is about in proportion. */
  private static long weight(RequestFacts alone) {
    Object input = inputs(alone).get(0);
    List<@Nullable Object> tokens = JsonTree.array(input);
    return tokens == null
        ? Math.max(1, String.valueOf(input).getBytes(UTF_8).length)
        : tokens.size();
  }

  /** One reply, or null if the vectors are of different lengths, or only some count tokens. */
  static byte @Nullable [] join(List<byte[]> replies, byte[] like) {
    Map<String, @Nullable Object> frame = Json.object(like);
    if (frame == null) {
      return null;
    }
    List<Object> data = new ArrayList<>(replies.size());
    Object usage = null;
    int length = 0;
    for (byte[] body : replies) {
      Map<String, @Nullable Object> reply = Json.object(body);
      Map<String, @Nullable Object> element = reply == null ? null : only(reply);
      if (reply == null || element == null || counts(reply) != counts(frame)) {
        return null;
      }
      int its = EmbeddingsReply.length(element.get("embedding"));
      if (length != 0 && its != length) {
        return null;
      }
      length = its;
      usage = Shares.sum(usage, reply.get("usage"));
      data.add(at(data.size(), element));
    }
    Map<String, @Nullable Object> whole = withData(frame, data);
    if (usage != null) {
      whole.put("usage", usage);
    }
    return Json.write(whole);
  }

  private static @Nullable Map<String, @Nullable Object> only(Map<String, @Nullable Object> reply) {
    List<Map<String, @Nullable Object>> one = EmbeddingsReply.inOrder(reply, 1);
    return one == null ? null : one.get(0);
  }

  private static boolean counts(Map<String, @Nullable Object> reply) {
    return reply.get("usage") != null;
  }

  private static Map<String, @Nullable Object> withData(
      Map<String, @Nullable Object> reply, List<?> data) {
    Map<String, @Nullable Object> copy = Json.copy(reply);
    copy.put("data", data);
    return copy;
  }

  private static Map<String, @Nullable Object> at(
      int index, Map<String, @Nullable Object> element) {
    Map<String, @Nullable Object> copy = Json.copy(element);
    copy.put("index", Json.number(index));
    return copy;
  }
}
