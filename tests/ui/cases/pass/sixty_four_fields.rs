//! 64 fields are not too many.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Number aa.
    aa: u8,
    /// Number ab.
    ab: u8,
    /// Number ac.
    ac: u8,
    /// Number ad.
    ad: u8,
    /// Number ae.
    ae: u8,
    /// Number af.
    af: u8,
    /// Number ag.
    ag: u8,
    /// Number ah.
    ah: u8,
    /// Number ai.
    ai: u8,
    /// Number aj.
    aj: u8,
    /// Number ak.
    ak: u8,
    /// Number al.
    al: u8,
    /// Number am.
    am: u8,
    /// Number an.
    an: u8,
    /// Number ao.
    ao: u8,
    /// Number ap.
    ap: u8,
    /// Number aq.
    aq: u8,
    /// Number ar.
    ar: u8,
    /// Number as.
    r#as: u8,
    /// Number at.
    at: u8,
    /// Number au.
    au: u8,
    /// Number av.
    av: u8,
    /// Number aw.
    aw: u8,
    /// Number ax.
    ax: u8,
    /// Number ay.
    ay: u8,
    /// Number az.
    az: u8,
    /// Number ba.
    ba: u8,
    /// Number bb.
    bb: u8,
    /// Number bc.
    bc: u8,
    /// Number bd.
    bd: u8,
    /// Number be.
    be: u8,
    /// Number bf.
    bf: u8,
    /// Number bg.
    bg: u8,
    /// Number bh.
    bh: u8,
    /// Number bi.
    bi: u8,
    /// Number bj.
    bj: u8,
    /// Number bk.
    bk: u8,
    /// Number bl.
    bl: u8,
    /// Number bm.
    bm: u8,
    /// Number bn.
    bn: u8,
    /// Number bo.
    bo: u8,
    /// Number bp.
    bp: u8,
    /// Number bq.
    bq: u8,
    /// Number br.
    br: u8,
    /// Number bs.
    bs: u8,
    /// Number bt.
    bt: u8,
    /// Number bu.
    bu: u8,
    /// Number bv.
    bv: u8,
    /// Number bw.
    bw: u8,
    /// Number bx.
    bx: u8,
    /// Number by.
    by: u8,
    /// Number bz.
    bz: u8,
    /// Number ca.
    ca: u8,
    /// Number cb.
    cb: u8,
    /// Number cc.
    cc: u8,
    /// Number cd.
    cd: u8,
    /// Number ce.
    ce: u8,
    /// Number cf.
    cf: u8,
    /// Number cg.
    cg: u8,
    /// Number ch.
    ch: u8,
    /// Number ci.
    ci: u8,
    /// Number cj.
    cj: u8,
    /// Number ck.
    ck: u8,
    /// Number cl.
    cl: u8,
}

fn main() {}
