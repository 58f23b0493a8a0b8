package dev.cairn.standalone.demo.render.landmark;

import dev.cairn.standalone.demo.render.scene.Subject;
import java.util.List;

/** A landmark that exists nowhere but in the demo. */
public sealed interface Landmark extends Subject
    permits BronzeHerald,
        CopperDome,
        HarbourLighthouse,
        IronTower,
        LeaningTower,
        OnionCathedral,
        RedBridge,
        StepPyramid,
        StoneViaduct,
        TimberPagoda,
        TriumphalArch,
        TurretCastle {

  /** Every landmark, in the order of their ids. */
  List<Landmark> ALL =
      List.of(
          new BronzeHerald(),
          new CopperDome(),
          new HarbourLighthouse(),
          new IronTower(),
          new LeaningTower(),
          new OnionCathedral(),
          new RedBridge(),
          new StepPyramid(),
          new StoneViaduct(),
          new TimberPagoda(),
          new TriumphalArch(),
          new TurretCastle());

  /** The landmark id, in lower snake case. */
  String id();
}
