//! Who reports: invented agencies of every kind, and how a text speaks of them.

use super::rng::Rng;

/// An agency and the words for it.
pub(crate) struct Agency {
    pub(crate) name: String,
    /// The whole that the tables cover, as a template of wordings; one of them is empty.
    pub(crate) whole: String,
    /// Whether departments or townships report through it.
    pub(crate) governs: bool,
    /// `县`, `市`, `区`, …: its rank in compounds such as 县直部门.
    pub(crate) rank: &'static str,
    /// The place's name with its rank.
    pub(crate) place: String,
}

const PLACES: [&str; 22] = [
    "临沂河",
    "南屏",
    "云岭",
    "石湾",
    "青浦滩",
    "平川",
    "昌宁",
    "东乡",
    "西泉",
    "北湖",
    "安丰",
    "永兴",
    "龙潭",
    "凤鸣",
    "白沙",
    "清溪",
    "金沙滩",
    "望江",
    "长岭",
    "双桥",
    "红石",
    "大田",
];
const TOWNS: [&str; 10] = ["柳林", "三河", "新塘", "马家店", "太平", "仁和", "杨庄", "九里", "沙坪", "古城"];
const FIELDS: [&str; 22] = [
    "教育",
    "财政",
    "自然资源",
    "住房和城乡建设",
    "人力资源和社会保障",
    "交通运输",
    "生态环境",
    "农业农村",
    "市场监督管理",
    "公安",
    "民政",
    "水务",
    "司法",
    "应急管理",
    "医疗保障",
    "统计",
    "审计",
    "文化和旅游",
    "退役军人事务",
    "林业",
    "商务",
    "城市管理",
];
const BOARDS: [&str; 3] = ["发展和改革", "卫生健康", "住房和城乡建设"];

impl Agency {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        let place = *rng.pick(&PLACES);
        let town = *rng.pick(&TOWNS);
        let field = *rng.pick(&FIELDS);
        match rng.below(20) {
            0..3 => Self::government(place, "县", "县人民政府"),
            3 | 4 => Self::government(place, "市", "市人民政府"),
            5 | 6 => Self::government(place, "区", "区人民政府"),
            7 => Self::government(place, "县", "苗族自治县人民政府"),
            8 => Self::government(place, "旗", "旗人民政府"),
            9 => Self::government(place, "州", "州人民政府"),
            10 => Self::body(&format!("{place}市人民政府办公室"), &format!("{place}市"), "市", "我办|本办|市政府办公室|本机关"),
            11 => {
                let board = *rng.pick(&BOARDS);
                Self::body(&format!("{place}市{board}委员会"), &format!("{place}市"), "市", &format!("我委|本委|市{board}委员会|委机关"))
            }
            12 => Self::body(&format!("{place}省{field}厅"), &format!("{place}省"), "省", &format!("我厅|本厅|省{field}厅|厅机关")),
            13 => Self::body(&format!("{place}县{field}局"), &format!("{place}县"), "县", &format!("我局|本局|县{field}局|局机关")),
            14 => Self::body(&format!("{place}市{field}局"), &format!("{place}市"), "市", &format!("我局|本局|市{field}局|全局")),
            15 => Self::body(&format!("{place}区{field}局"), &format!("{place}区"), "区", &format!("我局|本局|区{field}局")),
            16 => Self::body(&format!("{place}县{town}镇人民政府"), &format!("{place}县"), "镇", "我镇|全镇|本镇|镇政府"),
            17 => Self::body(&format!("{place}区{town}街道办事处"), &format!("{place}区"), "区", "我街道|本街道|街道办事处|街道"),
            18 => Self::body(&format!("国家税务总局{place}市税务局"), &format!("{place}市"), "市", "全市税务系统|我局|本局|市税务局"),
            _ => Self::body(&format!("{place}经济技术开发区管理委员会"), &format!("{place}市"), "区", "开发区|全区|管委会|我区|经开区"),
        }
    }

    fn government(place: &str, rank: &'static str, name: &str) -> Self {
        let short = name.strip_suffix("人民政府").unwrap_or(name);
        Self {
            name: format!("{place}{name}"),
            whole: format!(
                "(全{rank}|全{rank}|我{rank}|{place}{short}|全{rank}各级行政机关|{rank}政府及各部门|全{rank}各级各部门|全{rank}政府系统||)"
            ),
            governs: true,
            rank,
            place: format!("{place}{rank}"),
        }
    }

    fn body(name: &str, place: &str, rank: &'static str, words: &str) -> Self {
        Self {
            name: name.to_owned(), whole: format!("({words}|{name}|本单位|本机关||)"), governs: false, rank, place: place.to_owned()
        }
    }
}

/// Another office than the one that reports.
pub(crate) fn office(rng: &mut Rng, agency: &Agency) -> String {
    let rank = agency.rank;
    let field = *rng.pick(&FIELDS);
    let town = *rng.pick(&TOWNS);
    let place = *rng.pick(&PLACES);
    let named = match rng.below(4) {
        0 => format!("{town}镇"),
        1 => format!("{place}区政务服务中心"),
        _ if agency.governs => format!("{rank}{field}局"),
        _ => format!("{place}区{field}局"),
    };
    if agency.name.contains(&named) { format!("{town}乡") } else { named }
}
