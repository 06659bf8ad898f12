package io.llmcache.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptGatesTest {

  private final PromptGates gates = PromptGates.all();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What time is it?",
        "What's the weather like in Oslo today?",
        "What is the latest version of Gradle?",
        "How much does one share of the railway cost right now?",
        "What is the current price of copper?",
        "Which films come out this week?",
        "Who is the prime minister of Norway?",
        "What was the score of the match last night?",
        "bitcoin price"
      })
  void questionsAboutNowAreTimeDependent(String question) {
    assertThat(gates.refusal(question)).isEqualTo("time-dependent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is my balance?",
        "Where is my order?",
        "Did my payment go through?",
        "hey, can you tell me how much money is left on my account",
        "When will my parcel arrive?",
        "Show me my invoices",
        "How many vacation days do I have left?",
        "Do I have any unread messages?"
      })
  void questionsForTheAskersDataArePersonal(String question) {
    assertThat(gates.refusal(question)).isEqualTo("personal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Turn off the lights",
        "Send an email to Bob",
        "Cancel my subscription",
        "please book a table for two",
        "Could you please delete my account?",
        "hey assistant, play some jazz",
        "add milk to my shopping list",
        "I need you to change my address",
        "Remind me to water the plants",
        "set an alarm for six"
      })
  void ordersAreActions(String question) {
    assertThat(gates.refusal(question)).isEqualTo("action");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Is it treatable?",
        "What about the second one?",
        "How do they work?",
        "Tell me more.",
        "And for children?",
        "Why?",
        "What are its advantages?",
        "Is that normal?"
      })
  void questionsThatPointBackNeedTheirContext(String question) {
    assertThat(gates.refusal(question)).isEqualTo("context");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How do I reset my password?",
        "How can I cancel my subscription?",
        "What happens when I turn off the lights?",
        "Write a poem about autumn",
        "Explain how vaccines work",
        "Translate good morning into Welsh",
        "Summarise the plot of Hamlet",
        "Why was my card declined?",
        "Can you freeze bread?",
        "Is it safe to eat raw eggs?",
        "How long does it take to learn the piano?",
        "What is a bank statement?",
        "Do cats like it when you pet them?",
        "order of the planets",
        "Which documents do I need to open an account?",
        "reset password",
        "If a company is sold, who pays its debts?"
      })
  void questionsWithOneAnswerForAllPass(String question) {
    assertThat(gates.refusal(question)).isNull();
  }

  static List<String> labelled() throws IOException {
    try (InputStream in = PromptGatesTest.class.getResourceAsStream("gates.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("labelled")
  void eachQuestionOfTheFixtureIsRefusedByItsGate(String line) {
    String[] fields = line.split("\t", -1);

    String refusal = gates.refusal(fields[1]);

    assertThat(refusal == null ? "none" : refusal).as(fields[1]).isEqualTo(fields[0]);
  }

  @Test
  void oneSwitchedOffDoesNotRefuse() {
    assertThat(gates.without(Set.of("action")).refusal("Turn off the lights")).isNull();
    assertThat(gates.without(Set.of("context")).refusal("Turn off the lights")).isEqualTo("action");
  }

  @Test
  void anUnknownNameIsToldWithTheKnownOnes() {
    assertThatThrownBy(() -> gates.without(Set.of("personnel")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("personnel")
        .hasMessageContaining("[time-dependent, personal, action, context]");
  }
}
