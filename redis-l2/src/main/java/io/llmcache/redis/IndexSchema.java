package io.llmcache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.llmcache.spi.SemanticScope;
import io.llmcache.spi.Vectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.args.SortingOrder;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.search.FTCreateParams;
import redis.clients.jedis.search.FTSearchParams;
import redis.clients.jedis.search.IndexDataType;
import redis.clients.jedis.search.schemafields.SchemaField;
import redis.clients.jedis.search.schemafields.TagField;
import redis.clients.jedis.search.schemafields.VectorField;

/**
 * What one index is called, which fields of an entry it reads, and what is asked of it. Names carry
 * embedder, dimension and number format, so that whatever has the name is of this kind: indexes of
 * several embedders stand side by side on the same entries.
 *
 * @param name of the index
 * @param suffix of its fields in an entry
 * @param dimension length of the vectors
 * @param halves whether a number has two bytes, not four
 */
record IndexSchema(String name, String suffix, int dimension, boolean halves) {

  /** The name of the distance in a reply. */
  static final String DISTANCE = "d";

  /** Neighbours of each vector in the graph, and how many are weighed when one is added. */
  private static final int M = 16;

  private static final int EF_CONSTRUCTION = 200;

  /** How many are weighed in a search of the graph. With Redis' own 10 some near ones are lost. */
  private static final int EF_RUNTIME = 128;

  /** Of a scope's 64 digits: 128 bits, which nobody makes collide, and the entry is checked too. */
  private static final int SCOPE_DIGITS = 32;

  private static final int DIALECT = 2;

  private static IndexSchema of(RedisKeys keys, String embedder, int dimension, boolean halves) {
    String kind = embedder + "-" + dimension + (halves ? "-f16" : "-f32");
    return new IndexSchema(keys.index(kind), kind, dimension, halves);
  }

  /**
   * Makes sure that there is such an index, with half-precision numbers where the server has them.
   *
   * @throws JedisDataException if the server has no search, or does not let us use it
   */
  static IndexSchema create(UnifiedJedis client, RedisKeys keys, String embedder, int dimension) {
    try {
      return of(keys, embedder, dimension, true).create(client, keys);
    } catch (JedisDataException e) {
      if (IndexRefusal.of(e) != IndexRefusal.Kind.FORMAT) {
        throw e;
      }
      return of(keys, embedder, dimension, false).create(client, keys);
    }
  }

  private IndexSchema create(UnifiedJedis client, RedisKeys keys) {
    FTCreateParams entries =
        FTCreateParams.createParams()
            .on(IndexDataType.HASH)
            .prefix(keys.entryPrefix())
            .noOffsets()
            .noHL()
            .noFreqs();
    try {
      client.ftCreate(name, entries, fields());
    } catch (JedisDataException e) {
      if (IndexRefusal.of(e) != IndexRefusal.Kind.EXISTS) {
        throw e;
      }
    }
    return this;
  }

  private List<SchemaField> fields() {
    return List.of(
        TagField.of(scopeField()).as("s"),
        VectorField.builder()
            .fieldName(vectorField())
            .as("v")
            .algorithm(VectorField.VectorAlgorithm.HNSW)
            .addAttribute("TYPE", halves ? "FLOAT16" : "FLOAT32")
            .addAttribute("DIM", dimension)
            .addAttribute("DISTANCE_METRIC", "COSINE")
            .addAttribute("M", M)
            .addAttribute("EF_CONSTRUCTION", EF_CONSTRUCTION)
            .build());
  }

  String scopeField() {
    return "s:" + suffix;
  }

  String vectorField() {
    return "v:" + suffix;
  }

  byte[] tag(SemanticScope scope) {
    return scope.hex().substring(0, SCOPE_DIGITS).getBytes(US_ASCII);
  }

  byte[] bytes(float[] vector) {
    if (halves) {
      return Vectors.toHalves(vector);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  /**
   * The nearest of a scope.
   *
   * @param inGraph whether the graph is searched, not the scope as a whole
   */
  String nearest(SemanticScope scope, int most, boolean inGraph) {
    String how =
        inGraph ? "HYBRID_POLICY BATCHES EF_RUNTIME " + EF_RUNTIME : "HYBRID_POLICY ADHOC_BF";
    return "(%s)=>[KNN %d @v $q %s AS %s]".formatted(all(scope), most, how, DISTANCE);
  }

  /** Every entry of a scope. */
  String all(SemanticScope scope) {
    return "@s:{%s}".formatted(new String(tag(scope), US_ASCII));
  }

  /** For a query whose answer is only how many there are. */
  static FTSearchParams counting() {
    return FTSearchParams.searchParams().limit(0, 0).dialect(DIALECT);
  }

  FTSearchParams params(float[] vector, int most) {
    return FTSearchParams.searchParams()
        .addParam("q", bytes(vector))
        .returnFields(DISTANCE)
        .sortBy(DISTANCE, SortingOrder.ASC)
        .limit(0, most)
        .dialect(DIALECT);
  }
}
