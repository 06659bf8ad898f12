package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntonymGuardTest {

  private final Guard guard = new AntonymGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I give in to a demand? | How do I give up a demand?",
        "What is the fastest way to dry hay? | What is the slowest way to dry hay?",
        "Can I keep my cat? | Can I keep your cat?",
        "How do I enable the camera? | How do I disable the camera?",
        "Should I eat before the run? | Should I eat after the run?",
        "How do I turn on the heating? | How do I turn off the heating?",
        "How can I get more patient? | How can I get less patient?",
        "How do I treat hypertension? | How do I treat hypotension?",
        "How do I lock the screen? | How do I unlock the screen?",
        "What does the import of wine cost? | What does the export of wine cost?",
        "Soup with salt | Soup without salt",
        "I want to turn the radio in the kitchen up. How do I do that? | How can I turn the radio in the kitchen down?",
        "I want to scroll a page up. How do I do that? | What is the way to scroll a page down?",
        "How do I upload a picture? | How do I download a picture?"
      })
  void objectsToOpposites(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How can I become more generous? | How can I become less stingy?",
        "Where can I buy a tent? | Where can I purchase a tent?",
        "Is the shop not open? | Is the shop closed?",
        "I want to scroll a page up. How do I do that? | What is the way to scroll a page up?",
        "How often do I have to oil a bicycle chain? | How frequently must I oil a bicycle chain?",
        "How do I begin a diet? | How do I start a diet?"
      })
  void isSilentWhereNothingIsTurned(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
