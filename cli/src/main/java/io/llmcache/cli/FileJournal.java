package io.llmcache.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.llmcache.cli.common.ConfigError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A journal in a text file: one line for each finished line. Only appended to. Forced to the disk
 * after {@value #BATCH} lines, or after a second if more lines come.
 */
final class FileJournal implements Journal {

  static final int BATCH = 16;

  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final String HEAD = "llmcache-journal 1";

  private final Path file;
  private final FileChannel channel;
  private final InstantSource clock;
  private final JournalEntries entries = new JournalEntries();
  private Instant forced;
  private int pending;

  private FileJournal(Path file, FileChannel channel, InstantSource clock) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
    this.forced = clock.instant();
  }

  /**
   * @throws ConfigError if it cannot be used, or another run uses it
   */
  static Journal open(Path file, InstantSource clock) {
    try {
      FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
      try {
        FileJournal journal = new FileJournal(file, channel, clock);
        journal.begin();
        return journal;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ConfigError(
          "The journal %s cannot be written (%s). Choose another place with --journal FILE."
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private void begin() throws IOException {
    lock();
    String text = read();
    String head = text.lines().findFirst().orElse("");
    if (!text.isEmpty() && !head.equals(HEAD)) {
      throw new ConfigError(
          "%s is not a journal of this version. Choose another place with --journal FILE."
              .formatted(file));
    }
    text.lines().skip(1).forEach(entries::read);
    channel.position(channel.size());
    if (text.isEmpty()) {
      write(HEAD + "\n");
    } else if (!text.endsWith("\n")) {
      write("\n");
    }
  }

  private void lock() throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // said below, as when another process has it
    }
    throw new ConfigError("The journal %s is used by another run.".formatted(file));
  }

  private String read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 8));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  @Override
  public synchronized Mark of(long number, String digest) {
    return entries.of(number, digest, clock.instant());
  }

  @Override
  public synchronized void add(long number, String digest, Instant until) {
    try {
      write(JournalEntries.text(number, digest, until) + "\n");
      pending++;
      if (pending >= BATCH || forced.plus(LONGEST).isBefore(clock.instant())) {
        force();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be written", e);
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void force() throws IOException {
    channel.force(false);
    pending = 0;
    forced = clock.instant();
  }

  @Override
  public synchronized void close() {
    try (channel) {
      force();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + file + " cannot be written", e);
    }
  }
}
