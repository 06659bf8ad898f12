package io.llmcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.Journal.Mark;
import io.llmcache.cli.common.ConfigError;
import io.llmcache.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

  private static final String ONE = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  @TempDir private Path folder;
  private final ManualClock clock = new ManualClock();

  @Test
  void whatWasAddedIsFinishedInTheNextRun() {
    try (Journal journal = open()) {
      assertThat(journal.of(3, ONE)).isEqualTo(Mark.UNKNOWN);
      journal.add(3, ONE, clock.instant().plusSeconds(60));
    }
    try (Journal journal = open()) {
      assertThat(journal.of(3, ONE)).isEqualTo(Mark.FINISHED);
      assertThat(journal.of(3, OTHER)).isEqualTo(Mark.CHANGED);
      assertThat(journal.of(4, ONE)).isEqualTo(Mark.UNKNOWN);
      clock.advance(Duration.ofSeconds(61));
      assertThat(journal.of(3, ONE)).isEqualTo(Mark.EXPIRED);
    }
  }

  @Test
  void theLastEntryOfALineCounts() {
    try (Journal journal = open()) {
      journal.add(1, ONE, clock.instant().plusSeconds(60));
      journal.add(1, OTHER, clock.instant().plusSeconds(60));
    }
    try (Journal journal = open()) {
      assertThat(journal.of(1, OTHER)).isEqualTo(Mark.FINISHED);
      assertThat(journal.of(1, ONE)).isEqualTo(Mark.CHANGED);
    }
  }

  @Test
  void aLineThatACrashCutShortIsPassedOver() throws IOException {
    try (Journal journal = open()) {
      journal.add(1, ONE, clock.instant().plusSeconds(60));
    }
    Files.writeString(file(), "2 0123", StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      journal.add(3, ONE, clock.instant().plusSeconds(60));
    }
    try (Journal journal = open()) {
      assertThat(journal.of(1, ONE)).isEqualTo(Mark.FINISHED);
      assertThat(journal.of(2, ONE)).isEqualTo(Mark.UNKNOWN);
      assertThat(journal.of(3, ONE)).isEqualTo(Mark.FINISHED);
    }
  }

  @Test
  void twoRunsCannotShareOne() {
    Journal first = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigError.class)
        .hasMessageContaining("is used by another run");
    first.close();
    open().close();
  }

  @Test
  void anotherFileIsNotOverwritten() throws IOException {
    Files.writeString(file(), "my diary\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigError.class)
        .hasMessageContaining("is not a journal of this version");
    assertThat(file()).hasContent("my diary\n");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaid() {
    assertThatThrownBy(() -> FileJournal.open(folder.resolve("none/journal"), clock))
        .isInstanceOf(ConfigError.class)
        .hasMessageContaining("--journal FILE");
  }

  private Journal open() {
    return FileJournal.open(file(), clock);
  }

  private Path file() {
    return folder.resolve("journal");
  }
}
