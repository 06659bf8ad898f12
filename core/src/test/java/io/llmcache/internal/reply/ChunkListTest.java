package io.llmcache.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ChunkListTest {

  /** True adds a chunk, false removes the first. */
  @Property
  void isAQueueWithPositions(@ForAll @Size(max = 200) List<Boolean> steps) {
    ChunkList list = new ChunkList();
    List<byte[]> model = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) || model.isEmpty()) {
        byte[] chunk = {(byte) i};
        list.add(chunk);
        model.add(chunk);
      } else {
        assertThat(list.removeFirst()).isSameAs(model.remove(0));
      }
      assertThat(list.size()).isEqualTo(model.size());
    }
    for (int i = 0; i < model.size(); i++) {
      assertThat(list.get(i)).isSameAs(model.get(i));
    }
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> list.get(model.size()));
    byte[] all = list.joined(model.size());
    for (int i = 0; i < all.length; i++) {
      assertThat(all[i]).isEqualTo(model.get(i)[0]);
    }
    list.clear();
    assertThat(list.size()).isZero();
  }
}
