package io.llmcache.internal.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same words, but "not" or "only" is about another of them: "allowed to not work" against "not
 * allowed to work".
 */
final class ScopeGuard implements Guard {

  @Override
  public String name() {
    return "scope";
  }

  @Override
  public @Nullable String objection(Sentence one, Sentence other) {
    for (Particle particle : Particle.values()) {
      List<Integer> left = particle.in(one.all());
      List<Integer> right = particle.in(other.all());
      if (!left.isEmpty() && left.size() == right.size()) {
        String moved = new ScopeComparison(particle, one.all(), other.all()).moved(left, right);
        if (moved != null) {
          return moved;
        }
      }
    }
    return null;
  }
}
