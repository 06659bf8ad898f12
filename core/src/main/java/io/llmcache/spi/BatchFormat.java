package io.llmcache.spi;

import io.llmcache.exchange.CacheRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A format in which one request may have several inputs, each with an answer of its own. Each is
 * looked up and stored by itself, as the answer to a request for that one input.
 */
public interface BatchFormat extends WireFormat {

  /**
   * The answer to one input, as a reply to a request for that one.
   *
   * @param body not to be written into
   * @param usage tokens; where the reply counts only those of all inputs, an estimate whose sum is
   *     right
   */
  record Piece(byte[] body, Usage usage) {}

  /**
   * What {@link #read} would say of the request for each input alone, in order. Inputs that ask the
   * same have equal canonical requests.
   *
   * @return empty where there is only one input, or where one's answer may depend on the others
   */
  List<RequestFacts> split(RequestFacts batch);

  /**
   * The body that asks for these inputs only, and else for what the batch does.
   *
   * @param inputs positions, not empty, rising
   */
  byte[] request(CacheRequest batch, List<Integer> inputs);

  /**
   * The reply's answers to each input alone, in the order of the inputs. Never throws on any bytes.
   *
   * @param inputs what was asked, from {@link #split}; one may be there twice
   * @return null if the reply does not answer each of them
   */
  @Nullable List<Piece> splitReply(List<RequestFacts> inputs, byte[] body);

  /**
   * One reply for all, in which each answer has its place. Never throws on any bytes.
   *
   * @param replies to each input alone, in the order of the inputs and in one form
   * @param like the one of them whose other fields the whole takes over
   * @return null if they do not go together
   */
  byte @Nullable [] join(List<byte[]> replies, byte[] like);
}
