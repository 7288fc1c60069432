namespace Freehold.JobContract.Expressions;

/// <summary>Notes, while an expression is read, what it will need.</summary>
internal sealed class ExpressionUses
{
    private readonly List<string> _columns = [];

    public bool This { get; set; }

    public bool Index { get; set; }

    public bool Key { get; set; }

    public bool Entity { get; set; }

    public string Column(string name)
    {
        if (!_columns.Contains(name))
            _columns.Add(name);
        return name;
    }

    /// <summary>Something is invented after the cell's value or, where that is null, after the row's number.</summary>
    public void Seed(ExpressionScope scope)
    {
        Key = true;
        This |= scope.HasCell;
    }

    public Expression Describe(string text, ExpressionNode root) => new()
    {
        Text = text,
        Root = root,
        Columns = _columns,
        UsesThis = This,
        UsesIndex = Index,
        UsesKey = Key,
        UsesEntity = Entity,
    };
}
