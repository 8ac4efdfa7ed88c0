using FastEndpoints;
using KetamineScreening.EmptyApi;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("FastEndpoints", LogLevel.Warning);
builder.Services.AddFastEndpoints([typeof(GetReadiness)]);
var app = builder.Build();
app.MapFastEndpoints();
await app.RunAsync();
