package io.llmcache.internal.guard;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** "I can't find the exit" wants to hear what "where can I find the exit" asks. */
final class Report {

  private static final Set<QuestionKind> REMEDIES =
      EnumSet.of(QuestionKind.HOW, QuestionKind.WHERE, QuestionKind.WHY);

  private Report() {}

  /** Whether the first reports that something does not work, and the second asks how it does. */
  static boolean of(Sentence report, Sentence question) {
    return QuestionKind.of(report).isEmpty()
        && reportsFailure(report.all())
        && QuestionKind.of(question).stream().anyMatch(REMEDIES::contains);
  }

  private static boolean reportsFailure(List<Token> tokens) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      boolean unable =
          List.of("can", "could").contains(tokens.get(i + 1).text())
              && tokens.get(i + 2).text().equals("not");
      if (tokens.get(i).text().equals("i") && unable) {
        return true;
      }
    }
    return false;
  }
}
