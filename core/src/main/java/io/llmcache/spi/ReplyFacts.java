package io.llmcache.spi;

/**
 * What a wire format read from a whole reply.
 *
 * @param ending how it ended
 * @param detail the provider's word for it, or what is wrong with the reply: a few words
 * @param model as the reply names it; empty if it does not
 * @param usage tokens
 */
public record ReplyFacts(Ending ending, String detail, String model, Usage usage) {

  /** How a reply ended (which of them are stored is StoragePolicy's to say). */
  public enum Ending {
    /** The model came to its end. */
    NATURAL,
    /** The model calls a tool. */
    TOOL_CALL,
    /** The answer was cut at a length. */
    LENGTH,
    /** A refusal or a content filter. */
    REFUSED,
    /** Complete, but without any text or tool call. */
    EMPTY,
    /** Complete, but whoever made it says that it must not be kept; the detail says why. */
    WITHHELD,
    /** A reason that the format does not know, or none. */
    UNKNOWN,
    /** The provider reports an error, perhaps inside a stream that began well. */
    ERROR,
    /** The terminal mark is missing, or the text is not what the format promises. */
    INCOMPLETE
  }
}
