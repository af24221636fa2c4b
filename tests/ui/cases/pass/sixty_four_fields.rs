//! 64 fields are not too many.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// Number aa.
    naa: u8,
    /// Number ab.
    nab: u8,
    /// Number ac.
    nac: u8,
    /// Number ad.
    nad: u8,
    /// Number ae.
    nae: u8,
    /// Number af.
    naf: u8,
    /// Number ag.
    nag: u8,
    /// Number ah.
    nah: u8,
    /// Number ai.
    nai: u8,
    /// Number aj.
    naj: u8,
    /// Number ak.
    nak: u8,
    /// Number al.
    nal: u8,
    /// Number am.
    nam: u8,
    /// Number an.
    nan: u8,
    /// Number ao.
    nao: u8,
    /// Number ap.
    nap: u8,
    /// Number aq.
    naq: u8,
    /// Number ar.
    nar: u8,
    /// Number as.
    nas: u8,
    /// Number at.
    nat: u8,
    /// Number au.
    nau: u8,
    /// Number av.
    nav: u8,
    /// Number aw.
    naw: u8,
    /// Number ax.
    nax: u8,
    /// Number ay.
    nay: u8,
    /// Number az.
    naz: u8,
    /// Number ba.
    nba: u8,
    /// Number bb.
    nbb: u8,
    /// Number bc.
    nbc: u8,
    /// Number bd.
    nbd: u8,
    /// Number be.
    nbe: u8,
    /// Number bf.
    nbf: u8,
    /// Number bg.
    nbg: u8,
    /// Number bh.
    nbh: u8,
    /// Number bi.
    nbi: u8,
    /// Number bj.
    nbj: u8,
    /// Number bk.
    nbk: u8,
    /// Number bl.
    nbl: u8,
    /// Number bm.
    nbm: u8,
    /// Number bn.
    nbn: u8,
    /// Number bo.
    nbo: u8,
    /// Number bp.
    nbp: u8,
    /// Number bq.
    nbq: u8,
    /// Number br.
    nbr: u8,
    /// Number bs.
    nbs: u8,
    /// Number bt.
    nbt: u8,
    /// Number bu.
    nbu: u8,
    /// Number bv.
    nbv: u8,
    /// Number bw.
    nbw: u8,
    /// Number bx.
    nbx: u8,
    /// Number by.
    nby: u8,
    /// Number bz.
    nbz: u8,
    /// Number ca.
    nca: u8,
    /// Number cb.
    ncb: u8,
    /// Number cc.
    ncc: u8,
    /// Number cd.
    ncd: u8,
    /// Number ce.
    nce: u8,
    /// Number cf.
    ncf: u8,
    /// Number cg.
    ncg: u8,
    /// Number ch.
    nch: u8,
    /// Number ci.
    nci: u8,
    /// Number cj.
    ncj: u8,
    /// Number ck.
    nck: u8,
    /// Number cl.
    ncl: u8,
}

fn main() {}
