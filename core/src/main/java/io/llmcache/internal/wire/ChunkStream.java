package io.llmcache.internal.wire;

import io.llmcache.internal.wire.Framing.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Streams of chunks as OpenAI and those who speak like it send them. */
public final class ChunkStream {

  /** What a chunk that counts tokens may hold beside them, and is lost with it. */
  private static final Set<String> MEASURED = Set.of("choices", "usage", "latency_checkpoint");

  private ChunkStream() {}

  /** Whether the body is one JSON object: content types and forms do not always tell. */
  public static boolean isJson(byte[] body) {
    int at = 0;
    while (at < body.length && " \t\r\n".indexOf(body[at]) >= 0) {
      at++;
    }
    return at < body.length && body[at] == '{';
  }

  /**
   * The chunks of a stream; its mark, where it has one, is the last event.
   *
   * @throws UnsayableException if there is anything else
   */
  public static List<Map<String, @Nullable Object>> chunks(byte[] body) throws UnsayableException {
    List<Event> events = Framing.SSE.events(body);
    if (events == null) {
      throw new UnsayableException("not a stream of chunks");
    }
    List<Map<String, @Nullable Object>> chunks = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      Map<String, @Nullable Object> chunk = events.get(i).data();
      if (!events.get(i).name().isEmpty() || chunk == null && i < events.size() - 1) {
        throw new UnsayableException("an event that is no chunk");
      }
      if (chunk != null) {
        chunks.add(chunk);
      }
    }
    return chunks;
  }

  /** What each chunk repeats of a reply or of another chunk. */
  public static Map<String, @Nullable Object> frame(Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    for (String name : ChunkMembers.IN_EACH_CHUNK) {
      if (body.containsKey(name)) {
        frame.put(name, body.get(name));
      }
    }
    return frame;
  }

  /** What the first chunk alone has of a whole reply. */
  public static Map<String, @Nullable Object> onlyOnce(Map<String, @Nullable Object> whole) {
    Map<String, @Nullable Object> rest = Json.copy(whole);
    ChunkMembers.IN_EACH_CHUNK.forEach(rest::remove);
    List.of("choices", "usage").forEach(rest::remove);
    return rest;
  }

  /**
   * The chunk that counts tokens.
   *
   * @throws UnsayableException if the usage is no object
   */
  public static Map<String, @Nullable Object> usageChunk(
      Map<String, @Nullable Object> frame, @Nullable Object usage) throws UnsayableException {
    Map<String, @Nullable Object> chunk = Json.copy(frame);
    chunk.put("choices", List.of());
    chunk.put("usage", ChunkMembers.object(usage));
    return chunk;
  }

  /**
   * The same chunks with or without a count of tokens, and without padding. A count in a chunk of
   * the answer stays there: servers put it there unasked.
   *
   * @throws UnsayableException if no chunk counts tokens and that is wanted
   */
  public static byte[] withOptions(List<Map<String, @Nullable Object>> chunks, boolean usage)
      throws UnsayableException {
    StreamWriter out = new StreamWriter(Framing.SSE);
    boolean counted = false;
    Object ofGroq = null;
    Map<String, @Nullable Object> last = Map.of();
    for (Map<String, @Nullable Object> chunk : chunks) {
      counted |= chunk.get("usage") != null;
      Object groq = FrameSum.usageOfGroq(chunk);
      ofGroq = groq == null ? ofGroq : groq;
      boolean answers = !ChunkMembers.choices(chunk).isEmpty();
      last = answers ? chunk : last;
      if (usage || answers || chunk.get("usage") == null) {
        out.event(framed(chunk, usage));
      } else {
        checkNothingElse(chunk);
      }
    }
    if (usage && !counted) {
      out.event(usageChunk(frame(last), ofGroq));
    }
    return out.mark().toByteArray();
  }

  private static Map<String, @Nullable Object> framed(
      Map<String, @Nullable Object> chunk, boolean usage) {
    Map<String, @Nullable Object> framed = Json.copy(chunk);
    ChunkMembers.PADDING.forEach(framed::remove);
    if (usage) {
      framed.putIfAbsent("usage", null);
    } else {
      framed.remove("usage", null);
    }
    return framed;
  }

  private static void checkNothingElse(Map<String, @Nullable Object> chunk)
      throws UnsayableException {
    for (Map.Entry<String, @Nullable Object> member : chunk.entrySet()) {
      String name = member.getKey();
      boolean known =
          MEASURED.contains(name)
              || ChunkMembers.PADDING.contains(name)
              || ChunkMembers.IN_EACH_CHUNK.contains(name);
      if (!known && member.getValue() != null) {
        throw new UnsayableException("a count of tokens with more");
      }
    }
  }
}
