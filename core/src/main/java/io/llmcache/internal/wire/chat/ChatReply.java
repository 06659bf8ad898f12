package io.llmcache.internal.wire.chat;

import io.llmcache.internal.wire.FinishReason;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.Usage;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of a reply so far, gathered from its one body or from its chunks. */
final class ChatReply {

  /** More choices than any server gives; a reply with more is not understood. */
  private static final int MOST_CHOICES = 1024;

  private final Map<Integer, ChatChoice> choices = new TreeMap<>();
  private String model = "";
  private long promptTokens = -1;
  private long completionTokens = -1;
  private @Nullable String error;
  private @Nullable String flaw;

  /** A choice of a body or chunk is whole; {@code position} stands in for a missing index. */
  void choice(ChatChoice piece, int position) {
    int index = piece.index() < 0 ? position : piece.index();
    choices.computeIfAbsent(index, any -> new ChatChoice()).add(piece);
    if (choices.size() > MOST_CHOICES) {
      flaw("too-many-choices");
    }
  }

  /** The first name counts: Azure's first chunk has an empty one. */
  void model(String name) {
    if (model.isEmpty()) {
      model = name;
    }
  }

  void promptTokens(long count) {
    promptTokens = count;
  }

  void completionTokens(long count) {
    completionTokens = count;
  }

  /** The provider reports an error; the first one counts. */
  void error(String what) {
    if (error == null) {
      error = what;
    }
  }

  /** The text is not what the format promises; the first flaw counts. */
  void flaw(String what) {
    if (flaw == null) {
      flaw = what;
    }
  }

  /** Whether each choice that appeared has its reason, and at least one did. */
  boolean finished() {
    return !choices.isEmpty() && choices.values().stream().allMatch(ChatChoice::finished);
  }

  /** Whether something of a choice came that a caller would show. */
  boolean begun() {
    return choices.values().stream().anyMatch(ChatChoice::begun);
  }

  /** Whether the provider reports an error. */
  boolean failed() {
    return error != null;
  }

  boolean hasUsage() {
    return promptTokens >= 0 || completionTokens >= 0;
  }

  /** Whether neither an error nor a flaw was seen. */
  boolean sound() {
    return error == null && flaw == null;
  }

  ReplyFacts facts(int choicesAsked) {
    if (error != null) {
      return facts(Ending.ERROR, error);
    }
    if (flaw != null) {
      return facts(Ending.INCOMPLETE, flaw);
    }
    if (choices.size() < choicesAsked) {
      return facts(Ending.UNKNOWN, choices.isEmpty() ? "no-choices" : "too-few-choices");
    }
    ChatChoice worst = choices.values().iterator().next();
    for (ChatChoice choice : choices.values()) {
      if (FinishReason.worse(worst.ending(), choice.ending()) != worst.ending()) {
        worst = choice;
      }
    }
    return facts(worst.ending(), worst.finished() ? worst.word() : "no-finish-reason");
  }

  private ReplyFacts facts(Ending ending, String detail) {
    return new ReplyFacts(ending, detail, model, new Usage(promptTokens, completionTokens));
  }
}
