package io.llmcache.internal.guard;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleGuardTest {

  private final Guard guard = new RoleGuard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What causes rust? | What does rust cause?",
        "Who reports to the chef? | Who does the chef report to?",
        "Why did he leave her? | Why did she leave him?",
        "Did Mia call Leo? | Did Leo call Mia?",
        "Did the fox chase the hen? | Was the fox chased by the hen?",
        "Flights from Oslo to Bergen | Flights from Bergen to Oslo",
        "Is Kotlin slower than Rust? | Is Rust slower than Kotlin?",
        "How do I wash before I shave? | How do I shave before I wash?",
        "Can my aunt's dog bite? | Can my dog's aunt bite?",
        "Does my neighbour owe me money? | Do I owe my neighbour money?",
        "I would like to cycle from Oslo to Bergen. Which way do I take? | How can I cycle to Oslo from Bergen?",
        "What is the best way of getting a file from the laptop to the server? | How do I copy a file from the server to the laptop?",
        "By boat, how does one get from Kiel to Malmo? | What is the way from Malmo to Kiel if I go by boat?"
      })
  void objectsWhereOthersActOwnOrComeFirst(String one, String other) {
    GuardCases.objects(guard, one, other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Did the fox chase the hen? | Was the hen chased by the fox?",
        "Flights from Oslo to Bergen | Flights to Bergen from Oslo",
        "Are cats lighter than foxes? | Are foxes lighter than cats?",
        "What is the difference between tea and coffee? | What is the difference between coffee and tea?",
        "Is Mia married to Leo? | Is Leo married to Mia?",
        "I would like to cycle from Oslo to Bergen. Which way do I take? | How can I cycle to Bergen from Oslo?",
        "I want to take the ferry from Kiel to Malmo. How do I get there? | How can I get from Kiel to Malmo by ferry?",
        "Can I bring apples and pears? | Can I bring pears and apples?",
        "What colour is my aunt's car? | What colour is the car of my aunt?"
      })
  void isSilentWhereOnlyTheFormChanges(String one, String other) {
    GuardCases.isSilent(guard, one, other);
  }
}
