namespace Freehold.JobContract.Transform;

/// <summary>What happens to text cells of CSV outputs that begin with = + - @, a tab or a carriage return and are no number.</summary>
public enum CsvFormulas
{
    /// <summary>They stay as they are. The default: a transform changes nothing that no rule names.</summary>
    Keep,

    /// <summary>An apostrophe is put before them.</summary>
    Escape,

    /// <summary>The job fails, naming the line.</summary>
    Refuse,
}
