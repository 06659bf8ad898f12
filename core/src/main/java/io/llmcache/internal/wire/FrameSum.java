package io.llmcache.internal.wire;

import io.llmcache.internal.key.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts together what the chunks of a stream say beside their choices. For one thread. */
public final class FrameSum {

  private static final String GROQ = "x_groq";
  private static final Set<String> COUNTS = Set.of("prompt_tokens", "completion_tokens");

  private final Map<String, @Nullable Object> frame = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> frameWithoutChoices = new LinkedHashMap<>();
  private @Nullable Object usage;

  /**
   * The next chunk. What each chunk repeats is had from the first one with choices.
   *
   * @throws UnsayableException if chunks contradict each other in anything else
   */
  public void add(Map<String, @Nullable Object> chunk, boolean withChoices)
      throws UnsayableException {
    Map<String, @Nullable Object> repeated = withChoices ? frame : frameWithoutChoices;
    for (Map.Entry<String, @Nullable Object> member : chunk.entrySet()) {
      String name = member.getKey();
      Object value = member.getValue();
      if (name.equals("usage")) {
        usage = value == null ? usage : counted(usage, value);
      } else if (ChunkMembers.IN_EACH_CHUNK.contains(name)) {
        repeated.putIfAbsent(name, value);
      } else if (!name.equals("choices") && !ChunkMembers.PADDING.contains(name)) {
        frame.put(name, Merging.either(frame.get(name), value));
      }
    }
  }

  /**
   * The whole reply.
   *
   * @throws UnsayableException if no chunk counts tokens
   */
  public Map<String, @Nullable Object> whole(String object, Object choices)
      throws UnsayableException {
    frameWithoutChoices.forEach(frame::putIfAbsent);
    takeUsageOfGroq();
    if (JsonTree.object(usage) == null) {
      throw new UnsayableException("no usage");
    }
    frame.put("object", object);
    frame.put("choices", choices);
    frame.put("usage", usage);
    return frame;
  }

  private void takeUsageOfGroq() {
    Map<String, @Nullable Object> groq = Json.object(frame, GROQ);
    if (groq != null && groq.containsKey("usage")) {
      Map<String, @Nullable Object> rest = Json.copy(groq);
      Object counted = rest.remove("usage");
      usage = usage == null ? counted : usage;
      frame.put(GROQ, rest);
    }
  }

  /** The later count, which must not lack what the earlier one has. */
  private static Object counted(@Nullable Object before, Object later) throws UnsayableException {
    Map<String, @Nullable Object> counts = JsonTree.object(later);
    for (String name : COUNTS) {
      if (Json.count(JsonTree.object(before), name) >= 0 && Json.count(counts, name) < 0) {
        throw new UnsayableException("usage contradicts itself");
      }
    }
    return later;
  }

  /** The tokens that a chunk counts where Groq has them; null if it does not. */
  static @Nullable Object usageOfGroq(Map<String, @Nullable Object> chunk) {
    Map<String, @Nullable Object> groq = Json.object(chunk, GROQ);
    return groq == null ? null : groq.get("usage");
  }
}
