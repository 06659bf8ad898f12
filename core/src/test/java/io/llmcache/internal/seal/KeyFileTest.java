package io.llmcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.settings.SettingsException;
import io.llmcache.testing.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {

  private static final String GOOD = "a " + "5c".repeat(32);

  @TempDir private Path folder;

  @Test
  void readsBothSpellingsAndSkipsWhatIsNoKey() {
    Path file =
        KeyFiles.lines(folder.resolve("keys"), List.of("# ours", "", GOOD, KeyFiles.line("b")));

    assertThat(new KeyFile(file).keys().ids()).containsExactly("a", "b");
    assertThat(new KeyFile(file).keys().writing().id()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "b c0ffee, line 2: the key has 4 bytes",
    "b %%%, line 2: the key is neither",
    "b, line 2: a line has an id",
    "b c d, line 2: a line has an id",
    "b/c AAAA, line 2: an id has at most",
    "a AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, line 2: the id \"a\" is there twice",
  })
  void saysWhatIsWrongInWhichLine(String line, String expected) {
    Path file = KeyFiles.lines(folder.resolve("keys"), List.of(GOOD, line));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> new KeyFile(file))
        .withMessageStartingWith("llmcache.encryption-key-file = \"" + file + "\", " + expected)
        .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("5c5c", "AAAAAAAA"));
  }

  @Test
  void aFileWithoutAKeyAndOneThatIsNotThereAreWrong() {
    Path empty = KeyFiles.lines(folder.resolve("empty"), List.of("# nothing"));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> new KeyFile(empty))
        .withMessageContaining("there is no key in it");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> new KeyFile(folder.resolve("none")))
        .withMessageContaining("cannot be read (NoSuchFileException)");
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> new KeyFile(folder))
        .withMessageContaining("cannot be read");
  }

  @Test
  void aFileThatAllMayReadIsWrong() throws IOException {
    Path file = KeyFiles.lines(folder.resolve("keys"), List.of(GOOD));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> new KeyFile(file))
        .withMessageContaining("chmod o-rwx");
  }

  @Test
  void whatIsWrongLaterLeavesTheKeysThatHold() {
    Path file = KeyFiles.lines(folder.resolve("keys"), List.of(GOOD));
    KeyFile keys = new KeyFile(file);
    assertThat(keys.refresh()).isFalse();

    KeyFiles.lines(file, List.of("oops"));

    assertThatExceptionOfType(SettingsException.class).isThrownBy(keys::refresh);
    assertThat(keys.keys().ids()).containsExactly("a");
    KeyFiles.write(file, "b", "a");
    assertThat(keys.refresh()).isTrue();
    assertThat(keys.keys().ids()).containsExactly("b", "a");
  }
}
