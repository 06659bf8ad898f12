package io.llmcache.internal.wire.completions;

import io.llmcache.internal.key.JsonTree;
import io.llmcache.internal.wire.FinishReason;
import io.llmcache.internal.wire.FormOptions;
import io.llmcache.internal.wire.Json;
import io.llmcache.internal.wire.Judge;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.UnreadableRequestException;
import io.llmcache.spi.Usage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges a completion. The mark at the end of a stream proves nothing by itself; servers that never
 * write it are believed if every choice has its reason, and the tokens were counted where that was
 * asked.
 */
final class CompletionJudge implements Judge {

  private final int choicesAsked;
  private final boolean usageAsked;
  private final Map<Long, CompletionChoice> choices = new TreeMap<>();
  private String model = "";
  private long promptTokens = -1;
  private long completionTokens = -1;
  private @Nullable String flaw;
  private boolean error;
  private boolean whole;
  private boolean done;

  private CompletionJudge(int choicesAsked, boolean usageAsked) {
    this.choicesAsked = choicesAsked;
    this.usageAsked = usageAsked;
  }

  static CompletionJudge of(RequestFacts request) {
    boolean one = request.requestClass() == RequestClass.CACHEABLE;
    return new CompletionJudge(
        one ? 1 : choices(request.canonical()), FormOptions.asksUsage(request.form()));
  }

  /** As many for each prompt as asked for. */
  private static int choices(byte[] canonical) {
    try {
      Map<String, @Nullable Object> body = JsonTree.object(JsonTree.parse(canonical));
      long each = Math.max(1, Json.count(body, "n"));
      long prompts = body == null ? 1 : CompletionRequest.prompts(body.get("prompt"));
      return (int) Math.min(each * prompts, Integer.MAX_VALUE);
    } catch (UnreadableRequestException e) {
      // canonical bytes of another format: then nothing is known of choices
      return 1;
    }
  }

  @Override
  public void whole(Map<String, @Nullable Object> body) {
    whole = true;
    read(body);
  }

  @Override
  public void event(String name, Map<String, @Nullable Object> data) {
    error |= name.equals("error");
    if (done) {
      flaw = "data-after-terminal-mark";
    }
    read(data);
  }

  @Override
  public void mark() {
    flaw = done ? "data-after-terminal-mark" : flaw;
    done = true;
  }

  @Override
  public boolean terminal() {
    return done && !error && flaw == null && finished();
  }

  @Override
  public ReplyFacts facts() {
    if (error) {
      return facts(Ending.ERROR, "error");
    }
    if (flaw != null) {
      return facts(Ending.INCOMPLETE, flaw);
    }
    boolean counted = promptTokens >= 0 || completionTokens >= 0;
    if (!whole && !done && !(finished() && (counted || !usageAsked))) {
      return facts(Ending.INCOMPLETE, "no-terminal-mark");
    }
    if (choices.size() < choicesAsked) {
      return facts(Ending.UNKNOWN, choices.isEmpty() ? "no-choices" : "too-few-choices");
    }
    CompletionChoice worst = choices.values().iterator().next();
    for (CompletionChoice choice : choices.values()) {
      worst =
          FinishReason.worse(worst.ending(), choice.ending()) == worst.ending() ? worst : choice;
    }
    return facts(worst.ending(), worst.finished() ? worst.word() : "no-finish-reason");
  }

  @Override
  public ReplyTracker.Progress progress() {
    if (choices.values().stream().anyMatch(CompletionChoice::begun)) {
      return ReplyTracker.Progress.ANSWERING;
    }
    return error ? ReplyTracker.Progress.FAILED : ReplyTracker.Progress.WAITING;
  }

  private void read(Map<String, @Nullable Object> body) {
    error |=
        body.get("error") != null
            || body.get("errors") != null
            || Json.text(body, "object").equals("error");
    model = model.isEmpty() ? Json.text(body, "model") : model;
    Map<String, @Nullable Object> usage = Json.object(body, "usage");
    if (usage != null) {
      promptTokens = Json.count(usage, "prompt_tokens");
      completionTokens = Json.count(usage, "completion_tokens");
    }
    Object elements = body.get("choices");
    List<Map<String, @Nullable Object>> pieces = JsonTree.objects(elements);
    if (elements != null && !(elements instanceof List<?> list && list.size() == pieces.size())) {
      flaw = "choices-of-wrong-type";
    }
    for (int i = 0; i < pieces.size(); i++) {
      long index = Json.count(pieces.get(i), "index");
      choices
          .computeIfAbsent(index < 0 ? i : index, any -> new CompletionChoice())
          .add(pieces.get(i));
    }
  }

  private boolean finished() {
    return !choices.isEmpty() && choices.values().stream().allMatch(CompletionChoice::finished);
  }

  private ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, model, new Usage(promptTokens, completionTokens));
  }
}
