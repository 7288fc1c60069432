namespace Freehold.DuckDb;

/// <summary>The types that results and functions of Freehold's own queries have; the numbers are the C API's.</summary>
public enum ColumnType
{
    /// <summary>Anything that Freehold does not read itself.</summary>
    Other = 0,

    /// <summary><c>BOOLEAN</c></summary>
    Boolean = 1,

    /// <summary><c>INTEGER</c>, 32 bits.</summary>
    Integer = 4,

    /// <summary><c>BIGINT</c>, 64 bits.</summary>
    BigInt = 5,

    /// <summary><c>UBIGINT</c>, 64 bits.</summary>
    UnsignedBigInt = 9,

    /// <summary><c>VARCHAR</c>, UTF-8.</summary>
    Varchar = 17,

    /// <summary><c>STRUCT</c> of texts called <c>f0</c>, <c>f1</c>, …</summary>
    Struct = 25,
}
